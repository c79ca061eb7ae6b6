package main

import (
	"math"
	"time"
)

// reading is what a factor's data say, before age and caps; a missing one is nil.
type reading struct {
	signal float64
	// Seconds; nil where the data do not age.
	age             *float64
	source, because string
}

// outcome is what a factor contributed.
type outcome struct {
	signal, points  float64
	age             *float64
	source, because string
}

// flagSet has the labels of the flags that are set, and of the confirmation, which has none of its own.
type flagSet map[string]bool

const confirmed = "confirmed"

type decision struct {
	score, withoutSocial float64
	tier                 int
	desk                 string
	headStart            float64
	outcomes             [factorCount]outcome
	flags                flagSet
	scoreByPhase         [phaseCount]float64
}

// socialPoints are those of influence and story, after cap and gate.
type socialPoints struct {
	influence, story float64
	capped           bool
}

// score is Heed's model; the formulas and their sources stand beside Sources/Scoring.
func (policy *policy) score(request *scoreRequest, now time.Time) *decision {
	result := &decision{flags: flagSet{}}
	readings := [factorCount]*reading{}
	policy.readNeed(&request.Ticket, &readings, now)
	policy.readCustomer(&request.Customer, &readings, result.flags, now)
	found := policy.readSocial(request, &readings, result.flags, now)
	gate := request.Customer.Conduct.gate(result.flags)

	base := 0.0
	for factor := severity; factor <= loyalty; factor++ {
		base += policy.enter(factor, readings[factor], nil, result)
	}
	counted := policy.socialPoints(found.inPhase(relative, &policy.factors[influence]), readings[storyFactor], gate)
	policy.enter(influence, readings[influence], &counted.influence, result)
	policy.enter(storyFactor, readings[storyFactor], &counted.story, result)
	if counted.capped {
		result.flags["social-capped"] = true
	}
	if readings == ([factorCount]*reading{}) && found.declared == nil {
		result.flags["no-data"] = true
	}

	result.score = total(base, counted)
	result.withoutSocial = total(base, policy.socialPoints(nil, nil, gate))
	for phase := range result.scoreByPhase {
		read := found.inPhase(phase, &policy.factors[influence])
		result.scoreByPhase[phase] = total(base, policy.socialPoints(read, readings[storyFactor], gate))
	}
	policy.place(result)
	return result
}

func (policy *policy) readNeed(ticket *ticket, readings *[factorCount]*reading, now time.Time) {
	if ticket.Severity != nil {
		readings[severity] = &reading{
			signal: policy.severities[*ticket.Severity], source: "ticket", because: "severity is " + *ticket.Severity}
	}
	if contacts := ticket.UnresolvedContacts; contacts != nil {
		readings[repeatContact] = &reading{
			signal: math.Min(float64(*contacts), contactsForAll) / contactsForAll, source: "ticket",
			because: contactsReason(*contacts)}
	}
	if surge := ticket.Incident; surge != nil {
		readings[incidentFactor] = &reading{
			signal: surge.Probability, age: ageOf(surge.ObservedAt, now), source: "watcher",
			because: "tickets on the topic are surging with probability " + plain(surge.Probability, 2)}
	}
}

func (policy *policy) readCustomer(
	customer *customer, readings *[factorCount]*reading, flags flagSet, now time.Time,
) {
	age := ageOf(customer.ObservedAt, now)
	if amount, source, ok := customer.lifetimeValue(); ok {
		rank := percentile(policy.quantiles, amount)
		readings[value] = &reading{
			signal: rank, age: age, source: source,
			because: "a lifetime value of " + grouped(amount) + " is at percentile " + plain(rank*100, 1) +
				" of the customers"}
	}
	level, isKnown := policy.factors[loyalty].neutral, false
	if customer.LoyaltyLevel != nil {
		if signal, ok := policy.levels[*customer.LoyaltyLevel]; ok {
			level, isKnown = signal, true
		} else {
			flags["loyalty-level-unknown"] = true
		}
	}
	if customer.TenureDays == nil && !isKnown {
		return
	}
	tenure, because := policy.factors[loyalty].neutral, "tenure is not known"
	if days := customer.TenureDays; days != nil {
		tenure = math.Min(1, *days/fullTenureDays)
		because = "a customer for " + grouped(*days) + " days"
	}
	if isKnown {
		because += ", and the loyalty level"
	} else {
		because += ", level not known"
	}
	readings[loyalty] = &reading{
		signal: math.Min(1, tenureWeight*tenure+(1-tenureWeight)*level), age: age, source: "profile", because: because}
}

func (policy *policy) readSocial(
	request *scoreRequest, readings *[factorCount]*reading, flags flagSet, now time.Time,
) influenceReadings {
	signals := request.Social
	if signals == nil {
		return influenceReadings{}
	}
	if signals.Consent == nil || !*signals.Consent {
		if signals.Declared != nil || len(signals.Accounts) > 0 || signals.Story != nil {
			flags["no-consent"] = true
		}
		return influenceReadings{}
	}
	found := policy.influence(signals, flags, now)
	flags[confirmed] = found.confirmed
	readings[influence] = found.inPhase(relative, &policy.factors[influence])
	if told := signals.Story; told != nil && told.GrowthProbability != nil && told.Sharers != nil {
		sharers := float64(*told.Sharers)
		word := " sharers"
		if sharers == 1 {
			word = " sharer"
		}
		readings[storyFactor] = &reading{
			signal: *told.GrowthProbability * sharers / (sharers + 5), age: ageOf(told.ObservedAt, now), source: "story",
			because: "the story is growing with probability " + plain(*told.GrowthProbability, 2) + " by " +
				grouped(sharers) + word}
		if *told.GrowthProbability >= growingFrom && sharers > 0 {
			flags["story-growing"] = true
		}
	}
	return found
}

// gate is what complaints on record leave of the social points.
func (conduct *conduct) gate(flags flagSet) float64 {
	switch {
	case conduct.Abuse:
		flags["abuse"] = true
		return 0
	case conduct.CompanyFault:
		flags["company-fault"] = true
		return 1
	case conduct.UnfoundedClaims == 0:
		return 1
	}
	founded := priorFounded + float64(conduct.FoundedClaims)
	all := founded + priorUnfounded + float64(conduct.UnfoundedClaims)
	share := math.Min(1, founded/all/(float64(priorFounded)/(priorFounded+priorUnfounded)))
	if share < 1 {
		flags["conduct-gated"] = true
	}
	return share
}

// enter notes what a factor contributed and gives its points: those given, or its signal times its cap.
func (policy *policy) enter(factor int, read *reading, given *float64, result *decision) float64 {
	settings := &policy.factors[factor]
	entry := &result.outcomes[factor]
	*entry = outcome{signal: settings.signal(read, factor), source: "neutral", because: settings.unknown}
	entry.points = quantised(settings.cap * entry.signal)
	if given != nil {
		entry.points = *given
	}
	if read != nil {
		entry.age, entry.source, entry.because = read.age, read.source, read.because
		if read.age != nil && settings.halfLife > 0 && *read.age > settings.halfLife {
			result.flags["signals-stale"] = true
		}
	}
	return entry.points
}

// socialPoints scales influence and story alike where they exceed the cap, then by the gate.
func (policy *policy) socialPoints(read, told *reading, gate float64) socialPoints {
	first := policy.factors[influence].cap * policy.factors[influence].signal(read, influence)
	second := policy.factors[storyFactor].cap * policy.factors[storyFactor].signal(told, storyFactor)
	sum, scale := first+second, gate
	capped := sum > socialCap
	if capped {
		scale *= socialCap / sum
		sum = socialCap
	}
	points := quantised(first * scale)
	return socialPoints{points, math.Max(0, quantised(quantised(sum*gate)-points)), capped}
}

// place finds tier, desk and head start of a score.
func (policy *policy) place(result *decision) {
	result.tier = policy.tierOf(result.score)
	tier := policy.tiers[result.tier]
	result.desk = tier.desk
	for _, rule := range policy.rules {
		if result.outcomes[rule.factor].points/policy.factors[rule.factor].cap >= rule.share {
			result.desk = rule.desk
			break
		}
	}
	upper := 100.0
	if result.tier > 0 {
		upper = policy.tiers[result.tier-1].from
	}
	result.headStart = headStartShare * tier.promise * math.Min(1, (result.score-tier.from)/(upper-tier.from))
}

func (policy *policy) tierOf(score float64) int {
	for index := range policy.tiers {
		if score >= policy.tiers[index].from {
			return index
		}
	}
	return len(policy.tiers) - 1
}

// blend moves a signal towards the neutral one as its data age.
func (settings *factorSettings) blend(read *reading) float64 {
	if read == nil {
		return settings.neutral
	}
	if read.age == nil || settings.halfLife == 0 || *read.age <= 0 {
		return read.signal
	}
	freshness := math.Exp2(-*read.age / settings.halfLife)
	return freshness*read.signal + (1-freshness)*settings.neutral
}

// signal is the one that counts: social ones only add.
func (settings *factorSettings) signal(read *reading, factor int) float64 {
	if factor == influence || factor == storyFactor {
		return math.Max(settings.neutral, settings.blend(read))
	}
	return settings.blend(read)
}

// stronger is the reading that counts more once its age is taken into account.
func (settings *factorSettings) stronger(first, second *reading) *reading {
	if first == nil || second == nil {
		return firstOf(first, second)
	}
	if settings.blend(second) > settings.blend(first) {
		return second
	}
	return first
}

func total(base float64, social socialPoints) float64 {
	return math.Min(100, quantised(base+social.influence+social.story))
}

// quantised is the nearest multiple of 0.0001.
func quantised(points float64) float64 { return math.Round(points*10000) / 10000 }

func ageOf(observed *time.Time, now time.Time) *float64 {
	if observed == nil {
		return nil
	}
	age := math.Max(0, now.Sub(*observed).Seconds())
	return &age
}
