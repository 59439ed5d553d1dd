package notify

import (
	"os"
	"testing"

	"gaptrack/internal/pgtest"
	"gaptrack/internal/postgres"
)

func TestMain(m *testing.M) {
	if os.Getenv(childVariable) != "" {
		child()
	}
	pgtest.Main(m, postgres.Up)
}
