package playbook

// activities compares the activities, each with the one that it became, and their
// tasks.
func (c *comparison) activities() {
	match := matchActivities(c.from.Activities, c.to.Activities)
	t := newTaskMatch(c.from, c.to, match)
	c.removedActivities(match, t)
	moved := movedOf(match)
	back := inverse(match, len(c.to.Activities))
	for j := range c.to.Activities {
		a := &c.to.Activities[j]
		i := back[j]
		if i < 0 {
			c.add(Difference{Kind: ActivityAdded, Section: a.Name, Subject: "Activity", Became: a.Name}, "The activity %s is new.", called(a.Name))
			c.tasks(t, nil, a)
			continue
		}
		if moved[i] {
			c.add(Difference{Kind: ActivityMoved, Section: a.Name, Subject: "Activity", Became: a.Name},
				"The activity %s is moved %s.", called(a.Name), place(j, func() string { return called(c.to.Activities[j-1].Name) }))
		}
		c.activity(&c.from.Activities[i], a)
		c.tasks(t, &c.from.Activities[i], a)
	}
	c.strayRules()
}

func (c *comparison) removedActivities(match []int, t *taskMatch) {
	for i, j := range match {
		if j < 0 {
			a := &c.from.Activities[i]
			c.add(Difference{Kind: ActivityRemoved, Section: a.Name, Subject: "Activity", Was: a.Name}, "The activity %s is taken out.", called(a.Name))
			c.tasks(t, a, nil)
		}
	}
}

// activity compares what one activity says with what it became.
func (c *comparison) activity(from, to *Activity) {
	field := func(kind DifferenceKind, subject, was, became string) {
		if was != became {
			c.add(Difference{Kind: kind, Section: to.Name, Subject: subject, Was: was, Became: became},
				"%s of %s: %s; it was %s.", subject, called(to.Name), orNone(became), orNone(was))
		}
	}
	if from.Name != to.Name {
		c.add(Difference{Kind: ActivityRenamed, Section: to.Name, Subject: "Name", Was: from.Name, Became: to.Name},
			"The activity %s is called %s now.", called(from.Name), called(to.Name))
	}
	field(ActivityRole, "Primary role", from.PrimaryRole, to.PrimaryRole)
	field(ActivityMotions, "Motions", listed(from.Motions), listed(to.Motions))
	field(ActivityAppliesTo, "Applies to", listed(from.AppliesTo), listed(to.AppliesTo))
	field(ActivityCondition, "Condition", from.Condition.Text, to.Condition.Text)
	c.rule(to, c.rules.from[from.Name], c.rules.to[to.Name])
	if !sameProse(from.Prose, to.Prose) && !sameBeside(from.Prose, from.Condition.Text, to.Prose, to.Condition.Text) {
		c.add(Difference{Kind: ActivityProse, Section: to.Name, Subject: "Prose", Was: joinedLines(from.Prose), Became: joinedLines(to.Prose)},
			"The prose of %s is changed.", called(to.Name))
	}
}

// rule compares what the condition of an activity stands for: without a rule beside
// it its words count.
func (c *comparison) rule(a *Activity, was, became string) {
	d := Difference{Kind: ActivityRule, Section: a.Name, Subject: "Rule", Was: was, Became: became}
	switch {
	case was == became:
	case was == "":
		c.add(d, "Rule of %s: %s; it had none, and its words counted.", called(a.Name), called(became))
	case became == "":
		c.add(d, "Rule of %s: none, so that its words count; it was %s.", called(a.Name), called(was))
	default:
		c.add(d, "Rule of %s: %s; it was %s.", called(a.Name), called(became), called(was))
	}
}

// orNone puts a value into a sentence.
func orNone(value string) string {
	if value == "" {
		return "none"
	}
	return called(value)
}

// rulesOf gives the rules by the names of their activities, as String writes them
// where they can be read.
func rulesOf(p *Playbook) map[string]string {
	rules := map[string]string{}
	for _, r := range p.Beside.Rules {
		rules[r.Activity] = r.If
		if x, err := ParseRule(r.If); err == nil {
			rules[r.Activity] = x.String()
		}
	}
	return rules
}

// strayRules compares the rules that name no activity, which nothing follows.
func (c *comparison) strayRules() {
	was, became := stray(c.from), stray(c.to)
	for _, name := range sortedKeys(was, became) {
		if was[name] != became[name] {
			c.add(Difference{Kind: ActivityRule, Section: name, Subject: "Rule", Was: was[name], Became: became[name]},
				"Rule of %s, which is no activity: %s; it was %s.", called(name), orNone(became[name]), orNone(was[name]))
		}
	}
}

func stray(p *Playbook) map[string]string {
	rules := rulesOf(p)
	for _, a := range p.Activities {
		delete(rules, a.Name)
	}
	return rules
}

// matchActivities pairs activities: by name first, then those left that share
// their tasks, or, without tasks, whose names and prose have like words. It gives
// indexes as MatchBullets does.
func matchActivities(from, to []Activity) []int {
	m := matching{to: unpaired(len(from)), from: unpaired(len(to))}
	m.identical(activityNames(from), activityNames(to))
	for _, p := range m.likely(from, to) {
		if m.to[p.from] < 0 && m.from[p.to] < 0 {
			m.pair(p.from, p.to)
		}
	}
	return m.to
}

func activityNames(all []Activity) []string {
	names := make([]string, len(all))
	for i, a := range all {
		names[i] = a.Name
	}
	return names
}

// likely gives the pairs of unmatched activities that are alike, the best first.
func (m matching) likely(from, to []Activity) (found []pairing) {
	left, right := openOf(m.to), openOf(m.from)
	if len(left) > maxUnmatched || len(right) > maxUnmatched {
		return nil
	}
	marksOf := func(all []Activity, open []int) map[int][]string {
		marks := map[int][]string{}
		for _, i := range open {
			marks[i] = activityMarks(all[i])
		}
		return marks
	}
	was, became := marksOf(from, left), marksOf(to, right)
	for _, i := range left {
		for _, j := range right {
			if score := likeness(was[i], became[j]); score >= alike {
				found = append(found, pairing{i, j, score})
			}
		}
	}
	sortPairings(found)
	return found
}

func openOf(counterpart []int) (open []int) {
	for i, j := range counterpart {
		if j < 0 {
			open = append(open, i)
		}
	}
	return open
}
