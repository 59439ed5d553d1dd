package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/postgres"
	"gaptrack/internal/signin"
)

type user struct {
	Add     userAdd     `cmd:"" help:"Add a person."`
	List    userList    `cmd:"" help:"List the people."`
	Disable userDisable `cmd:"" help:"Let a person in no more. What they did stays."`
}

type userAdd struct {
	Email         string `required:"" help:"E-mail address, by which the person signs in."`
	Name          string `required:"" help:"Name, as others see it."`
	Role          string `required:"" enum:"engineer,sme,architect,manager,admin" help:"One of ${enum}."`
	Team          string `help:"Team; it is made if there is none of that name."`
	PasswordStdin bool   `help:"Read the password from standard input. Without it the person has none and cannot sign in by password."`
}

// maxPasswordInput is how much of standard input is read for a password.
const maxPasswordInput = 4096

// Run adds the person.
func (u userAdd) Run(e env, d database) error {
	hash, err := u.password(e.in)
	if err != nil {
		return err
	}
	db, err := d.open(e)
	if err != nil {
		return err
	}
	defer db.Close()
	p := postgres.NewPerson{Email: u.Email, Name: u.Name, Role: access.Role(u.Role), Team: u.Team, PasswordHash: hash}
	if _, err := db.Store.AddPerson(e, p); err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.out, "added %s <%s>, %s\n", u.Name, u.Email, access.Role(u.Role).Label())
	return err
}

func (u userAdd) password(in io.Reader) (string, error) {
	if !u.PasswordStdin {
		return "", nil
	}
	typed, err := io.ReadAll(io.LimitReader(in, maxPasswordInput))
	if err != nil {
		return "", fault.Wrap(err, fault.Invalid, "The password could not be read from standard input.")
	}
	return signin.Hash(strings.TrimRight(string(typed), "\r\n"))
}

type userList struct{}

// Run prints the people, one a line.
func (userList) Run(e env, d database) error {
	db, err := d.open(e)
	if err != nil {
		return err
	}
	defer db.Close()
	people, err := db.Store.ListPeople(e)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "EMAIL\tNAME\tROLE\tTEAM\tSTATE")
	for _, p := range people {
		state := "active"
		if !p.Active {
			state = "disabled"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", p.Email, p.Name, p.Role, p.Team, state)
	}
	return w.Flush()
}

type userDisable struct {
	Email string `arg:"" help:"E-mail address of the person."`
}

// Run disables the person and ends their sessions.
func (u userDisable) Run(e env, d database) error {
	db, err := d.open(e)
	if err != nil {
		return err
	}
	defer db.Close()
	p, err := db.Store.PersonByEmail(e, u.Email)
	if err != nil {
		return err
	}
	if err := db.Store.DisablePerson(e, engagement.PersonID(p.ID), access.System, time.Now()); err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.out, "disabled %s\n", u.Email)
	return err
}
