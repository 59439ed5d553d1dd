package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// visitor is who the pages are opened as.
type visitor struct {
	base    string
	session string // the cookie
}

// signIn signs in as the demo's engineer.
func (v *visitor) signIn(ctx context.Context) error {
	form := strings.NewReader(url.Values{"as": {"engineer"}}.Encode())
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, v.base+"/login/demo", form)
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := http.DefaultTransport.RoundTrip(r) // which follows no redirect
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	for _, c := range answer.Cookies() {
		if c.Name == "gaptrack" {
			v.session = c.Name + "=" + c.Value
			return nil
		}
	}
	return fmt.Errorf("sign in: status %d and no session", answer.StatusCode)
}

// headerFile writes the session where Lighthouse reads it and no other user
// does: everybody sees a command line.
func (v visitor) headerFile(dir string) (string, error) {
	text, err := json.Marshal(map[string]string{"Cookie": v.session})
	if err != nil {
		return "", err
	}
	file := filepath.Join(dir, "headers.json")
	return file, os.WriteFile(file, text, 0o600)
}

var engagementPath = regexp.MustCompile(`"(/engagements/\d+)"`)

// pathOf gives the path of a customer's engagement; of no customer, nothing.
func (v visitor) pathOf(ctx context.Context, customer string) (string, error) {
	if customer == "" {
		return "", nil
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, v.base+"/engagements?view=all&q="+url.QueryEscape(customer), nil)
	if err != nil {
		return "", err
	}
	r.Header.Set("Cookie", v.session)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	page, err := io.ReadAll(answer.Body)
	if err != nil {
		return "", err
	}
	found := engagementPath.FindSubmatch(page)
	if found == nil {
		return "", fmt.Errorf("the demo has no engagement of %s", customer)
	}
	return string(found[1]), nil
}
