package webtest

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// Browser is one headless Chromium.
type Browser struct {
	ctx  context.Context
	stop []context.CancelFunc
	dir  string
}

// StartBrowser starts a Chromium with a profile of its own. Its error says
// what to install.
func StartBrowser(ctx context.Context) (*Browser, error) {
	bin, err := findChromium()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "gaptrack-chromium-")
	if err != nil {
		return nil, err
	}
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(bin), chromedp.UserDataDir(dir), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.NoFirstRun, chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("hide-scrollbars", true),
	}
	ctx, stopAll := chromedp.NewExecAllocator(ctx, options...)
	ctx, stopBrowser := chromedp.NewContext(ctx)
	b := &Browser{ctx, []context.CancelFunc{stopBrowser, stopAll}, dir}
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		b.Close()
		return nil, fmt.Errorf("start %s: %w", bin, err)
	}
	return b, nil
}

func findChromium() (string, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("no Chromium on PATH: `.ci/need chromium` installs it on Debian; elsewhere install Chromium or Chrome")
}

// Close ends the browser and removes its profile.
func (b *Browser) Close() {
	for _, stop := range b.stop {
		stop()
	}
	for range 20 { // its last processes may still write
		if os.RemoveAll(b.dir) == nil {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// Tab is a page of a person of their own: no cookie is shared between tabs.
type Tab struct {
	ctx  context.Context
	base string
}

// Open opens a tab on the site at base. It closes with the browser.
func (b *Browser) Open(base string) *Tab {
	ctx, _ := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext()) // it ends with the browser's
	return &Tab{ctx, base}
}

// patience is how long a page may take to show what is waited for.
const patience = 30 * time.Second

func (t *Tab) do(actions ...chromedp.Action[chromedp.Void]) error {
	// The first action opens the tab on the context that it is given, so the
	// deadline is set on the actions alone.
	if err := chromedp.Do(t.ctx); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	return chromedp.Do(ctx, actions...)
}

// Go opens a page of the site.
func (t *Tab) Go(path string) error {
	if err := t.do(chromedp.Navigate(t.base + path)); err != nil {
		return fmt.Errorf("open %s: %w", path, err)
	}
	return nil
}

// Path gives the path and query of the page that is open.
func (t *Tab) Path() (string, error) {
	return Eval[string](t, "location.pathname + location.search")
}

// View sets the width and height, in CSS pixels, and the colour scheme,
// "light" or "dark".
func (t *Tab) View(width, height int64, scheme string) error {
	return t.do(
		chromedp.EmulateViewport(width, height),
		func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
			_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
				Features: []*emulation.MediaFeature{
					{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
				},
			})
			return chromedp.Void{}, err
		})
}

// Eval evaluates JavaScript on the page that is open; a promise is waited for.
func Eval[T any](t *Tab, script string) (T, error) {
	var zero T
	if err := chromedp.Do(t.ctx); err != nil {
		return zero, err
	}
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		return zero, fmt.Errorf("evaluate %.80s: %w", script, err)
	}
	return v, nil
}

// quoted writes a text as JavaScript.
func quoted(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string always marshals
	}
	return string(b)
}

// Picture gives the whole page that is open as a PNG.
func (t *Tab) Picture() ([]byte, error) {
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	shot, err := chromedp.Run(ctx, chromedp.FullScreenshot(100)) // at 100 it is a PNG
	if err != nil {
		return nil, fmt.Errorf("take a picture: %w", err)
	}
	return shot, nil
}
