-- load.lua - requests for wrk, each with an attempt of its own: wrk -s load.lua URL -- api|smsc|kannel|mango|unisender-go
local part, n = "api", 0
local stamp = os.time()
function init(args)
	part = args[1] or "api"
	math.randomseed(stamp)
	stamp = math.random(0, 0xffffff)
end
local json = { ["Content-Type"] = "application/json", ["X-API-KEY"] = "testapikey" }
local form = { ["Content-Type"] = "application/x-www-form-urlencoded" }
local letter = '{"message":{"recipients":[{"email":"p%d@example.test","metadata":{"attempt_id":"%s"}}],"subject":"Запись",' ..
	'"from_email":"clinic@example.ru","headers":{"List-Unsubscribe":"<http://clinic.ru/u/1>"},"body":{"html":"' ..
	string.rep("<p>Приходите на приём.</p>", 40) .. '"}}}'
function request()
	n = n + 1
	local id = string.format("0190a1b2-%04x-7000-8000-%06x%06x", math.random(0, 0xffff), stamp, n % 0x1000000)
	if part == "api" then
		return wrk.format("POST", "/api", json, string.format('{"id":"%s","to":"+7916%07d","text":"Здравствуйте"}', id, n % 10000000))
	elseif part == "smsc" then
		return wrk.format("POST", "/sys/send.php", form, string.format(
			"login=testlogin&psw=testpassword&phones=7916%07d&fmt=3&charset=utf-8&id=%s&mes=%%D0%%9F%%D1%%80%%D0%%B8", n % 10000000, id))
	elseif part == "kannel" then
		return wrk.format("GET", string.format("/cgi-bin/sendsms?username=dialer&password=testpassword&to=%%2B7916%07d&coding=2&" ..
			"charset=UTF-8&dlr-mask=31&text=%%D0%%9F%%D1%%80&dlr-url=http%%3A%%2F%%2Fclinic.example%%2Fhooks%%2Fkannel%%3Fa%%3D%s%%26s%%3D%%25d", n % 10000000, id))
	elseif part == "unisender-go" then
		return wrk.format("POST", "/ru/transactional/api/v1/email/send.json", json, string.format(letter, n, id))
	end
	return wrk.format("GET", "/twin/count")
end
