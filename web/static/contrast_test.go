package static

import (
	"io/fs"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// theme holds the tokens' colours, as #rrggbb by name, of one colour scheme.
type theme map[string]string

// themes reads the tokens that are written light-dark(#rrggbb, #rrggbb).
func themes(t *testing.T) map[string]theme {
	t.Helper()
	css, err := fs.ReadFile(files, "css/10-tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	pattern := regexp.MustCompile(`--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)`)
	light, dark := theme{}, theme{}
	for _, m := range pattern.FindAllStringSubmatch(string(css), -1) {
		light[m[1]], dark[m[1]] = m[2], m[3]
	}
	return map[string]theme{"light": light, "dark": dark}
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	if len(colour) != 7 {
		t.Fatalf("%q is no colour of the tokens", colour)
	}
	var sum float64
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		v := float64(n) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		sum += weight * v
	}
	return sum
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

func TestContrast(t *testing.T) {
	t.Parallel()
	const text, control = 4.5, 3.0
	for _, c := range []struct {
		least       float64
		fronts, ons string
	}{
		{text, "text muted accent bad", "canvas surface sunken hover"},
		{text, "text", "selection"},
		{text, "text accent", "accent-ground info-ground good-ground warn-ground bad-ground"},
		{text, "muted", "accent-ground"},
		{text, "info", "info-ground surface"},
		{text, "good", "good-ground surface canvas"},
		{text, "warn", "warn-ground surface canvas"},
		{text, "bad", "bad-ground"},
		{text, "on-solid", "solid solid-hover danger danger-hover"},
		{control, "line-strong focus", "canvas surface sunken"},
		{control, "good", "line"},
	} {
		for name, colours := range themes(t) {
			for _, front := range strings.Fields(c.fronts) {
				for _, on := range strings.Fields(c.ons) {
					if got := contrast(t, colours[front], colours[on]); got < c.least {
						t.Errorf("%s: %s on %s is %.2f:1, less than %.1f:1", name, front, on, got, c.least)
					}
				}
			}
		}
	}
}

func TestContrastOfKnownColours(t *testing.T) {
	t.Parallel()
	if got := contrast(t, "#000000", "#ffffff"); math.Abs(got-21) > 0.01 {
		t.Errorf("black on white is %.2f:1, want 21:1", got)
	}
	if got := contrast(t, "#777777", "#ffffff"); math.Abs(got-4.48) > 0.01 {
		t.Errorf("#777 on white is %.2f:1, want 4.48:1", got)
	}
}

// Colours stand in the tokens alone, so that none escapes the computation.
func TestColoursStandInTheTokens(t *testing.T) {
	t.Parallel()
	names, err := fs.Glob(files, "css/*.css")
	if err != nil {
		t.Fatal(err)
	}
	colour := regexp.MustCompile(`#[0-9a-fA-F]{3,8}\b|rgb\(|hsl\(`)
	for _, name := range names {
		if name == "css/10-tokens.css" || name == "css/99-print.css" {
			continue
		}
		css, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		if found := colour.FindAllString(string(css), -1); found != nil {
			t.Errorf("%s writes colours of its own: %v", name, found)
		}
	}
}
