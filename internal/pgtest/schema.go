package pgtest

import (
	"context"
	_ "embed"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
)

// schemaSQL gives one text for each thing in the schema public, in an order that
// depends on names alone. The migrator's own table is left out.
//
//go:embed describe.sql
var schemaSQL string

// Schema describes everything in a database's schema public as text that reads
// like SQL: extensions, types, sequences, tables with columns and constraints,
// indexes, views, functions, triggers. Two databases with the same text have the
// same schema, columns' order included.
func Schema(ctx context.Context, url string) (string, error) {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return "", fmt.Errorf("read the schema: %w", err)
	}
	defer func() { _ = conn.Close(ctx) }()
	rows, err := conn.Query(ctx, schemaSQL)
	if err != nil {
		return "", fmt.Errorf("read the schema: %w", err)
	}
	parts, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return "", fmt.Errorf("read the schema: %w", err)
	}
	if len(parts) == 0 {
		return "", nil
	}
	return strings.Join(parts, "\n\n") + "\n", nil
}
