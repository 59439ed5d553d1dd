// Command shoot draws every page of the demo, wide and narrow, light and dark,
// into PNGs in a folder, for a look: `make screenshots`.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"strings"

	"gaptrack/internal/app"
	"gaptrack/internal/webtest"
)

// looks are the ways in which every page is drawn.
var looks = []struct {
	name          string
	width, height int64
	scheme        string
}{
	{"wide-light", 1280, 900, "light"}, {"wide-dark", 1280, 900, "dark"},
	{"narrow-light", 390, 844, "light"}, {"narrow-dark", 390, 844, "dark"},
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: shoot FOLDER [PART OF A PAGE'S NAME …]")
		os.Exit(2)
	}
	if err := shoot(ctx, os.Args[1], os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "shoot:", err)
		os.Exit(1)
	}
}

func shoot(ctx context.Context, folder string, only []string) (err error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	data, err := os.MkdirTemp("", "gaptrack-shoot-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(data)
	if err := os.Chmod(data, 0o755); err != nil { // PostgreSQL's own user passes through it
		return err
	}
	site, err := webtest.Start(ctx, app.Database{URL: os.Getenv("GAPTRACK_DATABASE_URL"), DataDir: data}, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	defer func() {
		if stopped := site.Stop(); err == nil {
			err = stopped
		}
	}()
	browser, err := webtest.StartBrowser(ctx)
	if err != nil {
		return err
	}
	defer browser.Close()
	return pages(browser.Open(site.Base), folder, only)
}

func pages(tab *webtest.Tab, folder string, only []string) error {
	all, err := webtest.Pages(tab)
	if err != nil {
		return err
	}
	as := "admin"
	for _, p := range all {
		if !wanted(p.Name, only) {
			continue
		}
		if p.As != as {
			if err := tab.SignIn(p.As); err != nil {
				return err
			}
			as = p.As
		}
		if err := draw(tab, p, folder); err != nil {
			return err
		}
	}
	return nil
}

func draw(tab *webtest.Tab, p webtest.Page, folder string) error {
	for _, look := range looks {
		if err := tab.View(look.width, look.height, look.scheme); err != nil {
			return err
		}
		if err := tab.Visit(p); err != nil {
			return err
		}
		picture, err := tab.Picture()
		if err != nil {
			return err
		}
		file := filepath.Join(folder, p.Name+"-"+look.name+".png")
		if err := os.WriteFile(file, picture, 0o644); err != nil {
			return err
		}
		fmt.Println(file)
	}
	return nil
}

func wanted(name string, only []string) bool {
	for _, part := range only {
		if strings.Contains(name, part) {
			return true
		}
	}
	return len(only) == 0
}
