package postgres

import (
	"testing"

	"gaptrack/internal/pgtest"
)

func TestMain(m *testing.M) { pgtest.Main(m, Up) }
