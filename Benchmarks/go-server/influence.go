package main

import (
	"math"
	"time"
)

// The phases in the order of the answer; relative is the one in force.
const (
	ignore = iota
	declared
	absolute
	relative
	phaseCount
)

// influenceReadings is what accounts and an agent's note say, nil where nothing.
type influenceReadings struct {
	weighed, counted, declared *reading
	confirmed                  bool
}

// inPhase is what influence reads under a phase.
func (found *influenceReadings) inPhase(phase int, settings *factorSettings) *reading {
	switch phase {
	case declared:
		if found.declared != nil && found.confirmed {
			return settings.stronger(found.declared, found.weighed)
		}
		return found.declared
	case absolute:
		return firstOf(found.counted, found.declared)
	case relative:
		return firstOf(found.weighed, found.declared)
	}
	return nil
}

func firstOf(first, second *reading) *reading {
	if first != nil {
		return first
	}
	return second
}

// count is a follower count to trust, or a provider's number where isShare.
type count struct {
	followers int
	share     float64
	isShare   bool
	age       float64
}

func (policy *policy) influence(signals *social, flags flagSet, now time.Time) influenceReadings {
	var found influenceReadings
	if claim := signals.Declared; claim != nil {
		found.declared = &reading{
			signal: curve(float64(claim.Followers)) / 2, age: ageOf(claim.At, now), source: "declaration",
			because: grouped(float64(claim.Followers)) + " followers declared, counted half"}
		flags["influence-declared"] = true
	}
	settings := &policy.factors[influence]
	total, share, freshest := -1, -1.0, math.Inf(1)
	for index := range signals.Accounts {
		account := &signals.Accounts[index]
		count, ok := account.count(flags, now)
		if !ok {
			continue
		}
		freshest = math.Min(freshest, count.age)
		if count.isShare {
			share = math.Max(share, count.share)
		} else {
			total = count.followers + maximum(total, 0)
			if claim := signals.Declared; claim != nil && count.followers > 0 && 2*count.followers >= claim.Followers {
				found.confirmed = true
			}
		}
		found.weighed = settings.stronger(found.weighed, policy.weigh(account, count, flags))
	}
	if share >= 0 && (total < 0 || share > curve(float64(total))) {
		found.counted = &reading{signal: share, age: &freshest, source: "provider", because: providerReason(share)}
	} else if total >= 0 {
		found.counted = &reading{
			signal: curve(float64(total)), age: &freshest, source: "account",
			because: grouped(float64(total)) + " followers on all accounts"}
	}
	return found
}

// count tells which number of an account to trust, as Heed does but for outages, which it sees across requests.
func (account *account) count(flags flagSet, now time.Time) (count, bool) {
	age := 0.0
	if account.ObservedAt != nil {
		age = now.Sub(*account.ObservedAt).Seconds()
	}
	if age < -300 {
		flags["observed-in-future"] = true
	}
	followers := account.Followers
	if followers != nil && *followers == 0 && (positive(account.Listed) || positive(account.Engagers)) {
		flags["followers-implausible"] = true
		followers = nil
	}
	if earlier := account.Previous; earlier != nil {
		earlierAge := now.Sub(earlier.ObservedAt).Seconds()
		jumped := followers != nil && earlierAge-age <= 86400 &&
			math.Abs(math.Log1p(float64(*followers))-math.Log1p(float64(earlier.Followers))) > 2.3
		if jumped {
			flags["followers-jumped"] = true
		}
		if jumped || followers == nil {
			return count{followers: earlier.Followers, age: math.Max(0, earlierAge)}, true
		}
	}
	age = math.Max(0, age)
	if followers != nil {
		return count{followers: *followers, age: age}, true
	}
	if known := account.Provider; known != nil {
		return count{share: math.Min(1, math.Max(0, known.Value/known.Scale)), isShare: true, age: age}, true
	}
	return count{}, false
}

// weigh is (0.2+0.8τ)·a times the curve of reach, or times a provider's number.
func (policy *policy) weigh(account *account, count count, flags flagSet) *reading {
	authenticity := account.authenticity()
	if authenticity < doubtfulAuthenticity {
		flags["authenticity-doubtful"] = true
	}
	relevance := 0.0
	for topic, weight := range account.Topics {
		relevance = math.Max(relevance, policy.market[topic]*weight)
	}
	weight := (0.2 + 0.8*relevance) * authenticity
	weights := ", authenticity " + plain(authenticity, 2) + ", relevance to the market " + plain(relevance, 2)
	if count.isShare {
		return &reading{
			signal: weight * count.share, age: &count.age, source: "provider",
			because: providerReason(count.share) + weights}
	}
	reach := math.Min(float64(count.followers), 1000)
	if account.Engagers != nil {
		reach = math.Min(float64(count.followers), 100*(float64(*account.Engagers)+1))
	}
	if count.followers >= 1000 && reach < float64(count.followers)/2 {
		flags["followers-not-engaged"] = true
	}
	return &reading{
		signal: weight * curve(reach), age: &count.age, source: "account",
		because: grouped(float64(count.followers)) + " followers reach " + grouped(reach) + weights}
}

// authenticity is the probability that an account is genuine; see Sources/Scoring/Influence/Authenticity.swift.
func (account *account) authenticity() float64 {
	if account.Posts == nil || account.Following == nil || account.AgeDays == nil {
		return neutralAuthenticity
	}
	listed := 0.5
	if account.Listed != nil {
		listed = indicator(positive(account.Listed))
	}
	url, bio := 0.5, 0.5
	if account.HasURL != nil {
		url = indicator(*account.HasURL)
	}
	if account.HasBio != nil {
		bio = indicator(*account.HasBio)
	}
	odds := -0.3 + 1.5*(math.Log10(float64(*account.Posts)+1)-1.7) -
		1.5*math.Min(float64(*account.Following)/(*account.AgeDays+30), 4) + 1.5*listed + url + 0.5*(bio-0.5)
	return 1 / (1 + math.Exp(-odds))
}

// curve is min(1, ln(1+n)/ln(1+10⁶)).
func curve(count float64) float64 {
	return math.Min(math.Log1p(math.Max(count, 0))/math.Log1p(1e6), 1)
}

func providerReason(share float64) string {
	return "a provider's influence number at " + plain(share*100, 0) + " % of its scale"
}

func positive(number *int) bool { return number != nil && *number > 0 }

func indicator(fact bool) float64 {
	if fact {
		return 1
	}
	return 0
}

func maximum(first, second int) int {
	if first > second {
		return first
	}
	return second
}
