-- Throwing and lifting the kill switch are acts of the staff, by command or through the API.
grant delete on kill_switch to dozvon_web;
