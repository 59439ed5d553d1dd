package main

import "gaptrack/internal/app"

type serve struct {
	Addr         string   `env:"GAPTRACK_ADDR" default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where to listen; port 0 picks one."`
	Demo         bool     `env:"GAPTRACK_DEMO" help:"Load the demo portfolio and open its sign-in; on a loopback address only."`
	HTTPS        bool     `name:"https" env:"GAPTRACK_HTTPS" help:"Browsers reach it over HTTPS, through a proxy: mark cookies as secure."`
	TrustedProxy []string `env:"GAPTRACK_TRUSTED_PROXY" placeholder:"CIDR" help:"Network of a proxy whose X-Forwarded-For tells where a request came from; several with commas."`
}

// Run serves until it is told to stop.
func (s serve) Run(e env, d database) error {
	return app.Run(e, app.Config{
		Database: d.config(), Addr: s.Addr, Demo: s.Demo, HTTPS: s.HTTPS, Proxies: s.TrustedProxy, Version: version, Out: e.out, Log: e.log,
	})
}
