package sample

import (
	"testing"

	"gaptrack/internal/pgtest"
	"gaptrack/internal/postgres"
)

func TestMain(m *testing.M) { pgtest.Main(m, postgres.Up) }
