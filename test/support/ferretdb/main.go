// A MongoDB-compatible server for tests: FerretDB on its own SQLite handler.
//
//	ferretdb <port> <dir>
//
// Port 0 takes a free one. It prints "listening mongodb://127.0.0.1:PORT/" when it is ready
// and stops on SIGTERM or SIGINT.
package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"syscall"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	if len(os.Args) != 3 {
		fail("usage: ferretdb <port, 0 for a free one> <directory for the data>")
	}
	port, err := choosePort(os.Args[1])
	if err != nil {
		fail("the port must be a number from 0 to 65535 that is free: %v", err)
	}
	dir, err := filepath.Abs(os.Args[2])
	if err == nil {
		err = os.MkdirAll(dir, 0o700)
	}
	if err != nil {
		fail("the directory cannot be used: %v", err)
	}
	if err := serve(port, dir); err != nil {
		fail("the server stopped: %v", err)
	}
}

func serve(port int, dir string) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	server, err := ferretdb.New(&ferretdb.Config{
		Listener:  ferretdb.ListenerConfig{TCP: net.JoinHostPort("127.0.0.1", strconv.Itoa(port))},
		Handler:   "sqlite",
		SQLiteURL: "file:" + dir + "/",
	})
	if err != nil {
		return err
	}
	fmt.Printf("listening mongodb://127.0.0.1:%d/\n", port)
	return server.Run(ctx)
}

// choosePort asks the system for a free port when 0 is given: FerretDB cannot tell which one it took.
func choosePort(given string) (int, error) {
	listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", given))
	if err != nil {
		return 0, err
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port, nil
}

func fail(format string, args ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", args...)
	os.Exit(1)
}
