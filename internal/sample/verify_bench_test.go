package sample

import "testing"

// BenchmarkVerify proves a generated portfolio by its events.
func BenchmarkVerify(b *testing.B) {
	s := store(b)
	added, err := Generate(b.Context(), s, Wish{Engagements: 2_000, Seed: 3, Now: moments[0]})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		v, err := s.Verify(b.Context(), nil)
		if err != nil || len(v.Failures) > 0 || v.Events != added.Events {
			b.Fatalf("%d events: %v, %v", v.Events, v.Failures, err)
		}
	}
	b.ReportMetric(float64(added.Events)*float64(b.N)/b.Elapsed().Seconds(), "events/s")
}
