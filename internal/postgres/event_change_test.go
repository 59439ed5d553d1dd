package postgres

import (
	"encoding/json"
	"reflect"
	"testing"
)

// FuzzReadChanges holds the scanner to the JSON reader: what it reads, that one reads
// the same.
func FuzzReadChanges(f *testing.F) {
	for _, text := range []string{
		`[]`, `[{"field": "state", "became": "done"}]`, `[{"field": "notes", "digest": "00ff"}, {"was": "1", "field": "seats", "became": "2"}]`,
		`[{"field": "services", "became": "[\"Exchange\"]"}]`, `[{"field": "a"},]`, `[{"field": "a",}]`, `[,{"field": "a"}]`, `[{}]`, `[{"field": "{ü[,:"}] `,
		`[{"field": 1}]`, `[{"FIELD": "a"}]`, `[{"other": "a"}]`, `[{"field": "a", "field": "b"}]`, `{}`, `null`, `[`, `[{"field": "a"}]]`, "[{\"field\": \"a\nb\"}]", "[{\"field\": \"\xff\"}]",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var want []change
		bad := json.Unmarshal(text, &want)
		got, err := readChanges(text)
		if (err != nil) != (bad != nil) || bad == nil && len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
			t.Errorf("%q reads as %+v, %v; want %+v, %v", text, got, err, want, bad)
		}
	})
}
