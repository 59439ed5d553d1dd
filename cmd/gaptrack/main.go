// Command gaptrack tracks remediation engagements: it serves the pages, and
// keeps the database and the playbooks from the shell. `gaptrack --help` lists
// its commands.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"gaptrack/internal/app"
	"gaptrack/internal/fault"
)

// version is set when a release is built.
var version = "development"

// env is what every command gets from the outside.
type env struct {
	context.Context
	in       io.Reader
	out, err io.Writer
	log      *slog.Logger
}

// database says which one the commands work on. Every command takes it.
type database struct {
	DatabaseURL string `env:"GAPTRACK_DATABASE_URL" help:"PostgreSQL to work on, as postgres://… . Without it, the private one in the data directory." placeholder:"URL"`
	DataDir     string `env:"GAPTRACK_DATA_DIR" help:"Where the private PostgreSQL keeps its data." default:".gaptrack" placeholder:"DIR"`
}

func (d database) config() app.Database { return app.Database{URL: d.DatabaseURL, DataDir: d.DataDir} }

// open gives the migrated database for a command.
func (d database) open(e env) (*app.OpenDatabase, error) {
	return d.config().OpenCurrent(e, quiet(e.log))
}

// quiet leaves out of a log what is no trouble: a command's answer is what it
// prints.
func quiet(log *slog.Logger) *slog.Logger {
	return slog.New(above{log.Handler(), slog.LevelWarn})
}

// above is a log's handler from a level on.
type above struct {
	slog.Handler
	level slog.Level
}

// Enabled reports whether a level is high enough.
func (a above) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= a.level && a.Handler.Enabled(ctx, level)
}

// commands is the command line.
type commands struct {
	database

	Serve    serve         `cmd:"" help:"Serve the pages."`
	Migrate  migrate       `cmd:"" help:"Bring the database's tables up to date."`
	User     user          `cmd:"" help:"Add, list and disable people."`
	Playbook playbookGroup `cmd:"" help:"Check and list playbooks."`
	Audit    audit         `cmd:"" help:"Prove the records."`
	Key      key           `cmd:"" help:"List and rotate the keys that exits are signed with."`
	Sample   sampleCmd     `cmd:"" help:"Add a generated portfolio of any size, to try things on."`
	Version  versionCmd    `cmd:"" help:"Print the version."`
}

type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run(e env) error {
	_, err := fmt.Fprintln(e.out, "gaptrack", version)
	return err
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(env{Context: ctx, in: os.Stdin, out: os.Stdout, err: os.Stderr,
		log: slog.New(slog.NewTextHandler(os.Stderr, nil))}, os.Args[1:])
	stop()
	os.Exit(code)
}

// run carries out one command line and gives the exit code: 0, 1 for what a
// command found wrong, 2 for a command line that cannot be read.
func run(e env, args []string) int {
	var c commands
	parser, err := kong.New(&c, kong.Name("gaptrack"), kong.Writers(e.out, e.err), kong.Bind(e),
		kong.Description("GapTrack tracks remediation engagements from the checklist to the approved Remediate Exit."),
		kong.UsageOnError(), kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		fmt.Fprintln(e.err, "gaptrack:", err)
		return 2
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintln(e.err, "gaptrack:", err)
		return 2
	}
	if err := parsed.Run(c.database); err != nil {
		report(e, err)
		return 1
	}
	return 0
}

// errFound is the error of a command that has printed all there is to say.
var errFound = errors.New("")

func report(e env, err error) {
	if errors.Is(err, errFound) {
		return
	}
	var f *fault.Error
	if !errors.As(err, &f) {
		fmt.Fprintln(e.err, "gaptrack:", err)
		return
	}
	if len(f.Fields) == 0 {
		fmt.Fprintln(e.err, "gaptrack:", f.Message)
	}
	for _, field := range f.Fields {
		fmt.Fprintf(e.err, "gaptrack: %s: %s\n", field.Name, field.Message)
	}
	if cause := f.Unwrap(); cause != nil {
		fmt.Fprintln(e.err, "  because:", strings.Join(strings.Fields(cause.Error()), " "))
	}
}
