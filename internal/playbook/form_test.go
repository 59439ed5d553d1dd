package playbook

import (
	"strings"
	"testing"
)

// form is a small playbook without a problem or a warning, which the tests
// change one place at a time.
const form = `---
title: Small Playbook
description: A playbook to test with.
ms.date: 3/25/2020
ms.topic: playbook
---

[!INCLUDE [Data Privacy](./includes/data-privacy.md)]

# Small Playbook

Phase: **Remediate**
Motions: **RFA / Targeting**

## Overview

Why this phase is there.

## Objectives

- The first objective.
- The second objective.

## Approach

### Help

Primary Role: **FastTrack Engineer**
Motions: **RFA**
Applies To: **Exchange / Classroom/SDS**

Help where help is needed.

#### FTOP Tasks

| Task ID | Task Name | (M)andatory / (O)ptional | FastTrack Role | Services |
| --- | --- | --- | --- | --- |
| 101 | First task | M | SME | Exchange |
| 102 | Second task | O | FastTrack Engineer | Exchange / Classroom/SDS |

### Meet

Primary Role: **FastTrack Engineer**
Motions: **RFA / Targeting**
Applies To: **All Services**

Meet regularly.

## Key Inputs

- An input.

## Key Outputs

- An output.

## Next Steps

- A next step.

## Refresh Summary

| Date | Who Changed | What Changed |
| --- | --- | --- |
| 3/25/2020 | Ann Lee | Second task added |
| 2/1/2020 | Bo Ek | Playbook created |
`

// changed gives form with one text replaced by another.
func changed(t *testing.T, old, new string) string {
	t.Helper()
	if old == "" {
		return form
	}
	if !strings.Contains(form, old) {
		t.Fatalf("the form has no %q", old)
	}
	return strings.Replace(form, old, new, 1)
}

// lineOf gives the number of the first line of src that holds text.
func lineOf(t *testing.T, src, text string) int {
	t.Helper()
	before, _, found := strings.Cut(src, text)
	if !found {
		t.Fatalf("no line holds %q", text)
	}
	return strings.Count(before, "\n") + 1
}

// parsed gives the playbook of src, which must have no problem.
func parsed(t *testing.T, src string) *Playbook {
	t.Helper()
	p, err := Parse([]byte(src))
	if err != nil {
		t.Fatalf("Parse: %v", err)
	}
	return p
}

// problemsOf gives what is wrong with src, and fails when nothing is.
func problemsOf(t *testing.T, src string) Problems {
	t.Helper()
	p, err := Parse([]byte(src))
	problems, ok := err.(Problems)
	if !ok || p != nil {
		t.Fatalf("Parse gave %v and %v, want problems alone", p, err)
	}
	return problems
}

func TestFormHasNothingWrong(t *testing.T) {
	t.Parallel()
	p := parsed(t, form)
	if len(p.Warnings) != 0 {
		t.Errorf("warnings: %v", p.Warnings)
	}
	if len(p.Activities) != 2 || len(p.Activities[0].Tasks) != 2 {
		t.Errorf("activities: %+v", p.Activities)
	}
}
