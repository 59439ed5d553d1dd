package route

import "gaptrack/internal/engagement"

// Keys are the public keys of this installation, for whoever checks a proof.
const Keys = "/.well-known/gaptrack-keys.json"

// Proof is the signed document of the approval of exit request n.
func Proof(id engagement.ID, n int) string { return Engagement(id, "exit", n, "proof") }

// ProofFile is the same as the file that is signed.
func ProofFile(id engagement.ID, n int) string { return Engagement(id, "exit", n, "proof.json") }
