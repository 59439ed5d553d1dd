package postgres

import "gaptrack/internal/engagement"

var (
	inputTable = attestations("input", func(e *engagement.Engagement) map[int]*engagement.Attestation { return e.Inputs })

	outputTable = attestations("output", func(e *engagement.Engagement) map[int]*engagement.Attestation { return e.Outputs })
)

// attestations keeps key inputs and key outputs, which share a table.
func attestations(noun string, of func(*engagement.Engagement) map[int]*engagement.Attestation) table[engagement.Attestation] {
	return table[engagement.Attestation]{
		name: "attestation", key: "n", only: noun,
		columns: []string{"met", "words", "by_id", "on_day"},
		at: func(a *engagement.Attestation) []any {
			return []any{&a.Met, &a.Words, orNone(&a.By), &a.On}
		},
		of: of,
	}
}
