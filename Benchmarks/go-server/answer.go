package main

import (
	"crypto/rand"
	"encoding/hex"
	"math"
	"strconv"
	"time"
)

// scoreAnswer is the answer to POST /score, with the fields that Heed writes, rounded alike.
type scoreAnswer struct {
	Decision         string         `json:"decision"`
	Ticket           string         `json:"ticket"`
	Policy           policyName     `json:"policy"`
	ScoredAt         string         `json:"scored_at"`
	Score            float64        `json:"score"`
	Tier             string         `json:"tier"`
	Desk             string         `json:"desk"`
	PromiseSeconds   int            `json:"promise_seconds"`
	HeadStartSeconds int            `json:"head_start_seconds"`
	Wait             wait           `json:"wait"`
	Factors          []factorPoints `json:"factors"`
	Flags            []flagAnswer   `json:"flags"`
	Counterfactual   counterfactual `json:"counterfactual"`
}

type policyName struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

type wait struct {
	SuggestedSeconds int    `json:"suggested_seconds"`
	P50Seconds       *int   `json:"p50_seconds"`
	P90Seconds       *int   `json:"p90_seconds"`
	Position         *int   `json:"position"`
	Basis            string `json:"basis"`
}

type factorPoints struct {
	Factor     string  `json:"factor"`
	Points     float64 `json:"points"`
	Cap        float64 `json:"cap"`
	Signal     float64 `json:"signal"`
	Because    string  `json:"because"`
	Source     string  `json:"source"`
	AgeSeconds *int    `json:"age_seconds,omitempty"`
}

type flagAnswer struct {
	Flag    string `json:"flag"`
	Because string `json:"because"`
}

type counterfactual struct {
	WithoutSocial scoredTier `json:"without_social"`
	Phases        phases     `json:"phases"`
	NextTier      *nextTier  `json:"next_tier"`
}

type scoredTier struct {
	Score float64 `json:"score"`
	Tier  string  `json:"tier"`
}

type phases struct {
	Ignore   string `json:"ignore"`
	Declared string `json:"declared"`
	Absolute string `json:"absolute"`
	Relative string `json:"relative"`
}

type nextTier struct {
	Tier         string  `json:"tier"`
	PointsNeeded float64 `json:"points_needed"`
}

// The flags with their reasons, in the order they are shown. That of a declaration depends on who made it.
var flagReasons = []flagAnswer{
	{"no-data", "nothing is known but the ticket, so neutral values decide"},
	{"influence-declared", ""},
	{"followers-jumped", "the follower count jumped within a day; the last good one counts"},
	{"followers-not-engaged", "few of the many followers engage, so reach counts those who do"},
	{"followers-implausible", "no followers on an account that others engage with counts as missing"},
	{"authenticity-doubtful", "an account looks bought or automatic"},
	{"signals-stale", "some data are older than their half-life and count less than half"},
	{"observed-in-future", "an account's observation is dated in the future and counts as fresh"},
	{"no-consent", "without the customer's consent social signals count as neutral"},
	{"social-capped", "influence and story together reached the social cap"},
	{"conduct-gated", "unfounded claims on record scale the social points down"},
	{"abuse", "abuse of staff on record takes the social points"},
	{"company-fault", "a verified fault of the company keeps the social points whole"},
	{"story-growing", "a public story on the matter is growing"},
	{"loyalty-level-unknown", "the policy has no such loyalty level, so it counts as neutral"},
}

// answerTo words a decision on a request.
func answerTo(request *scoreRequest, made *decision, policy *policy, now time.Time) *scoreAnswer {
	tier := policy.tiers[made.tier]
	tierName := func(phase int) string { return policy.tiers[policy.tierOf(made.scoreByPhase[phase])].name }
	answer := &scoreAnswer{
		Decision: newID(), Ticket: request.Ticket.ID, Policy: policyName{"default", policy.version},
		ScoredAt: now.UTC().Format("2006-01-02T15:04:05Z"), Score: quantised(made.score), Tier: tier.name,
		Desk: made.desk, PromiseSeconds: int(tier.promise), HeadStartSeconds: int(math.Round(made.headStart)),
		Wait:    wait{SuggestedSeconds: int(math.Round(tier.promise - made.headStart)), Basis: "promise-only"},
		Factors: make([]factorPoints, 0, factorCount), Flags: []flagAnswer{},
		Counterfactual: counterfactual{
			WithoutSocial: scoredTier{quantised(made.withoutSocial), policy.tiers[policy.tierOf(made.withoutSocial)].name},
			Phases:        phases{tierName(ignore), tierName(declared), tierName(absolute), tierName(relative)}},
	}
	if made.tier > 0 {
		next := policy.tiers[made.tier-1]
		answer.Counterfactual.NextTier = &nextTier{next.name, quantised(next.from - made.score)}
	}
	for factor := range made.outcomes {
		found, settings := &made.outcomes[factor], &policy.factors[factor]
		points := factorPoints{
			Factor: settings.name, Points: quantised(found.points), Cap: settings.cap,
			Signal: quantised(found.signal), Because: found.because, Source: found.source}
		if found.age != nil {
			seconds := int(math.Round(*found.age))
			points.AgeSeconds = &seconds
		}
		answer.Factors = append(answer.Factors, points)
	}
	for _, flag := range flagReasons {
		if !made.flags[flag.Flag] {
			continue
		}
		if flag.Flag == "influence-declared" {
			flag.Because = declarationReason(request.Social.Declared, made.flags[confirmed])
		}
		answer.Flags = append(answer.Flags, flag)
	}
	return answer
}

// newID is a random one, as a service would make it; Heed hashes request, policy and time.
func newID() string {
	var id [16]byte
	if _, err := rand.Read(id[:]); err != nil {
		panic(err)
	}
	return hex.EncodeToString(id[:])
}

func declarationReason(claim *declaration, isConfirmed bool) string {
	text := "declared"
	if claim.By != nil {
		text += " by " + *claim.By
	}
	if isConfirmed {
		return text + ", then confirmed by an observed account"
	}
	return text + ", not yet confirmed by an observed account"
}

func contactsReason(contacts int) string {
	switch contacts {
	case 0:
		return "no earlier unresolved contact on the matter"
	case 1:
		return "1 earlier unresolved contact on the matter"
	}
	return grouped(float64(contacts)) + " earlier unresolved contacts on the matter"
}

// plain is a number rounded to so many decimals, without trailing zeros.
func plain(number float64, decimals int) string {
	scale := math.Pow10(decimals)
	return strconv.FormatFloat(math.Round(number*scale)/scale, 'f', -1, 64)
}

// grouped is a whole number, its thousands parted by commas.
func grouped(number float64) string {
	digits := strconv.FormatFloat(math.Round(number), 'f', 0, 64)
	for place := len(digits) - 3; place > 0 && digits[place-1] != '-'; place -= 3 {
		digits = digits[:place] + "," + digits[place:]
	}
	return digits
}
