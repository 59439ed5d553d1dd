package main

import (
	"gaptrack/internal/app"
	"gaptrack/internal/notify"
)

type serve struct {
	Addr         string   `env:"GAPTRACK_ADDR" default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where to listen; port 0 picks one."`
	Demo         bool     `env:"GAPTRACK_DEMO" help:"Load the demo portfolio and open its sign-in; on a loopback address only."`
	HTTPS        bool     `name:"https" env:"GAPTRACK_HTTPS" help:"Browsers reach it over HTTPS, through a proxy: mark cookies as secure."`
	TrustedProxy []string `env:"GAPTRACK_TRUSTED_PROXY" placeholder:"CIDR" help:"Network of a proxy whose X-Forwarded-For tells where a request came from; several with commas."`
	SMTPURL      string   `name:"smtp-url" env:"GAPTRACK_SMTP_URL" placeholder:"URL" help:"Mail server, as smtp://user:password@host:port or smtps://…; better in the environment, where no list of programs shows it. Without it, mails are kept to be read."`
	MailFrom     string   `env:"GAPTRACK_MAIL_FROM" placeholder:"ADDRESS" help:"Who sends mails, as gaptrack@example.com or GapTrack <gaptrack@example.com>."`
	URL          string   `name:"url" env:"GAPTRACK_URL" placeholder:"URL" help:"Where people reach the pages, as https://gaptrack.example.com: links in mails begin with it."`
}

// Run serves until it is told to stop.
func (s serve) Run(e env, d database) error {
	return app.Run(e, app.Config{
		Database: d.config(), Addr: s.Addr, Demo: s.Demo, HTTPS: s.HTTPS, Proxies: s.TrustedProxy, Version: version, Out: e.out, Log: e.log,
		Mail: notify.Settings{SMTP: s.SMTPURL, From: s.MailFrom, URL: s.URL},
	})
}
