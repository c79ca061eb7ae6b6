package main

import (
	"math"
	"sort"
)

// lifetimeValue is given, or predicted from purchases, or follows from a subscription.
func (customer *customer) lifetimeValue() (amount float64, source string, known bool) {
	if customer.LifetimeValue != nil {
		return *customer.LifetimeValue, "profile", true
	}
	if customer.Purchases != nil {
		if amount, ok := customer.Purchases.value(); ok {
			return amount, "purchases", true
		}
	}
	if paying := customer.Subscription; paying != nil {
		// Gupta and Lehmann's m·r/(1+i−r).
		return paying.MarginPerYear * paying.Retention / (1 + discountRate - paying.Retention), "subscription", true
	}
	return 0, "", false
}

// value multiplies the expected purchases (BG/NBD) with what one is expected to be worth (Gamma-Gamma), under the
// parameters published for CDNOW.
func (history *purchases) value() (float64, bool) {
	if history.Count < 1 {
		return 0, false
	}
	last := history.FirstDaysAgo
	if history.LastDaysAgo != nil {
		last = *history.LastDaysAgo
	}
	repeats := float64(history.Count - 1)
	age, recency := history.FirstDaysAgo/7, 0.0
	if repeats > 0 {
		recency = (history.FirstDaysAgo - last) / 7
	}
	expected, ok := expectedPurchases(repeats, recency, age)
	if !ok {
		return 0, false
	}
	const p, q, gamma = 6.25, 3.74, 15.44
	counted, mean := repeats, 0.0
	if history.AverageValue == nil {
		counted = 0
	} else {
		mean = *history.AverageValue
	}
	spend := p * (gamma + counted*mean) / (p*counted + q - 1)
	return expected * spend * margin, true
}

// expectedPurchases is E[Y(t)] of BG/NBD in the form that Heed uses; see Sources/Scoring/Value/BGNBD.swift.
func expectedPurchases(x, recency, age float64) (float64, bool) {
	const r, alpha, a, b = 0.243, 4.414, 0.793, 2.426
	dead := 0.0
	if x > 0 {
		dead = a / (b + x - 1) * math.Exp((r+x)*math.Log1p((age-recency)/(alpha+recency)))
	}
	past := alpha + age
	z := horizonWeeks / (past + horizonWeeks)
	c, d := a+b+x-1, a-1
	excess, ok := hypergeometricExcess(a+b-1-r, d, c, z)
	if !ok {
		return 0, false
	}
	power := math.Expm1(-d * math.Log1p(horizonWeeks/past))
	return math.Max(-c*power/d-(1+power)*excess, 0) / (1 + dead), true
}

// hypergeometricExcess is c·(₂F₁(p, q; c; z) − 1)/q by its power series. Heed has a faster way for z near one, which
// no customer of the example has; the series gives the same number there, only later.
func hypergeometricExcess(p, q, c, z float64) (float64, bool) {
	term := p * z
	sum := term
	tolerance := math.Ldexp(1, -54) * (1 - z)
	for n := 1.0; n <= 16384; n++ {
		ratio := z * (p + n) * (q + n) / ((c + n) * (n + 1))
		term *= ratio
		sum += term
		if math.Abs(term) <= tolerance*math.Abs(sum) && math.Abs(ratio) < 1 {
			return sum, true
		}
	}
	return 0, false
}

// percentile is the share of customers with less, those with the same counted half.
func percentile(quantiles []float64, amount float64) float64 {
	count := len(quantiles)
	below := sort.SearchFloat64s(quantiles, amount)
	if below == count {
		return 1
	}
	if quantiles[below] != amount {
		if below == 0 {
			return 0
		}
		lower, upper := quantiles[below-1], quantiles[below]
		return (float64(below-1) + (amount-lower)/(upper-lower)) / float64(count-1)
	}
	notAbove := sort.Search(count, func(index int) bool { return quantiles[index] > amount })
	return float64(below+notAbove-1) / float64(2*(count-1))
}
