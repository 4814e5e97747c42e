// verify.go - our exported log, read by somebody else's verifier: the Go checksum database's own libraries.
// usage: verify DIR VKEY OLD-CHECKPOINT INDEX PROOF-FILE
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func require(right bool, what string) {
	if !right {
		fmt.Fprintln(os.Stderr, what)
		os.Exit(1)
	}
}

// The signed tree head in a note's text: origin, size, root.
func openHead(text []byte, verifiers note.Verifiers, origin string) tlog.Tree {
	opened, err := note.Open(text, verifiers)
	check(err)
	lines := strings.Split(opened.Text, "\n")
	require(len(lines) >= 4 && lines[0] == origin, "origin")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	root, err := tlog.ParseHash(lines[2])
	check(err)
	return tlog.Tree{N: size, Hash: root}
}

// C2SP tlog-tiles: the same tiles as Go's, under paths of its own.
func name(kind string, n int64, w int) string {
	path := fmt.Sprintf("%03d", n%1000)
	for n /= 1000; n > 0; n /= 1000 {
		path = fmt.Sprintf("x%03d/%s", n%1000, path)
	}
	if w < 256 {
		path += fmt.Sprintf(".p/%d", w)
	}
	return "tile/" + kind + "/" + path
}

type tiles struct{ dir string }

func (t tiles) Height() int                         { return 8 }
func (t tiles) SaveTiles(_ []tlog.Tile, _ [][]byte) {}
func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		data, err := os.ReadFile(filepath.Join(t.dir, name(strconv.Itoa(tile.L), tile.N, tile.W)))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

// The entries of one bundle of a log of that size.
func bundle(dir string, n, size int64) [][]byte {
	width := size - n*256
	if width > 256 {
		width = 256
	}
	data, err := os.ReadFile(filepath.Join(dir, name("entries", n, int(width))))
	check(err)
	var entries [][]byte
	for len(data) > 0 {
		end := 2 + int(binary.BigEndian.Uint16(data))
		entries = append(entries, data[2:end])
		data = data[end:]
	}
	require(int64(len(entries)) == width, "bundle width")
	return entries
}

// Every entry has the hash that Go's reader takes from the tiles, which it checks against the root.
func checkEntries(dir string, size int64, reader tlog.HashReader) {
	for n := int64(0); n*256 < size; n++ {
		var indexes []int64
		entries := bundle(dir, n, size)
		for i := range entries {
			indexes = append(indexes, tlog.StoredHashIndex(0, n*256+int64(i)))
		}
		hashes, err := reader.ReadHashes(indexes)
		check(err)
		for i, entry := range entries {
			require(hashes[i] == tlog.RecordHash(entry), fmt.Sprintf("entry %d", n*256+int64(i)))
		}
	}
}

// C2SP tlog-proof: first line, extra, index, hashes, an empty line, the checkpoint.
func checkProof(text string, verifiers note.Verifiers, origin string, index int64, leaf tlog.Hash) {
	parts := strings.SplitN(text, "\n\n", 2)
	lines := strings.Split(parts[0], "\n")
	require(lines[0] == "c2sp.org/tlog-proof@v1" && lines[2] == fmt.Sprintf("index %d", index), "proof: first lines")
	extra, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	check(err)
	require(tlog.RecordHash(extra) == leaf, "proof: not the entry")
	var proof tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := tlog.ParseHash(line)
		check(err)
		proof = append(proof, hash)
	}
	head := openHead([]byte(parts[1]), verifiers, origin)
	check(tlog.CheckRecord(proof, head.N, head.Hash, index, leaf))
}

func main() {
	dir, vkey := os.Args[1], os.Args[2]
	verifier, err := note.NewVerifier(vkey)
	check(err)
	verifiers := note.VerifierList(verifier)
	text, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	check(err)
	head := openHead(text, verifiers, verifier.Name())
	fmt.Println("PASS foreign checkpoint")

	index, err := strconv.ParseInt(os.Args[4], 10, 64)
	check(err)
	reader := tlog.TileHashReader(head, tiles{dir})
	leaf := tlog.RecordHash(bundle(dir, index/256, head.N)[index%256])
	proof, err := tlog.ProveRecord(head.N, index, reader)
	check(err)
	check(tlog.CheckRecord(proof, head.N, head.Hash, index, leaf))
	fmt.Println("PASS foreign inclusion")

	text, err = os.ReadFile(os.Args[3])
	check(err)
	old := openHead(text, verifiers, verifier.Name())
	consistency, err := tlog.ProveTree(head.N, old.N, reader)
	check(err)
	check(tlog.CheckTree(consistency, head.N, head.Hash, old.N, old.Hash))
	fmt.Println("PASS foreign consistency")

	text, err = os.ReadFile(os.Args[5])
	check(err)
	checkProof(string(text), verifiers, verifier.Name(), index, leaf)
	fmt.Println("PASS foreign proof file")

	checkEntries(dir, head.N, reader)
	fmt.Println("PASS foreign entries")
}
