package main

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// policy is what a decision is made under: the numbers of config/policy.yaml, and what its files decide.
type policy struct {
	version    string
	quantiles  []float64
	factors    [factorCount]factorSettings
	severities map[string]float64
	levels     map[string]float64
	market     map[string]float64
	tiers      []tier
	rules      []deskRule
}

// The factors in the order of the answer.
const (
	severity = iota
	repeatContact
	incidentFactor
	value
	loyalty
	influence
	storyFactor
	factorCount
)

type factorSettings struct {
	name         string
	cap, neutral float64
	// The seconds at which data count half; 0 for data that do not age.
	halfLife float64
	// What is said where nothing is known.
	unknown string
}

// tier is a band of scores from its least one on; tiers are in order, the highest first.
type tier struct {
	name    string
	from    float64
	promise float64
	desk    string
}

// deskRule sends a decision elsewhere where a factor has at least this share of its cap.
type deskRule struct {
	desk   string
	factor int
	share  float64
}

const (
	contactsForAll       = 3
	fullTenureDays       = 3650
	tenureWeight         = 0.5
	horizonWeeks         = 260
	margin               = 1
	discountRate         = 0.12
	socialCap            = 14
	neutralAuthenticity  = 0.5
	doubtfulAuthenticity = 0.3
	growingFrom          = 0.8
	priorFounded         = 9
	priorUnfounded       = 1
	headStartShare       = 0.1
	hour                 = 3600
)

// loadPolicy reads the population table beside the policy file, and hashes both into the version as Heed does.
func loadPolicy(file string) (*policy, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	table, err := os.ReadFile(filepath.Join(filepath.Dir(file), "population.csv"))
	if err != nil {
		return nil, err
	}
	quantiles, err := readQuantiles(string(table))
	if err != nil {
		return nil, err
	}
	return &policy{
		version:   fmt.Sprintf("sha256:%x", sha256.Sum256(append(text, table...))),
		quantiles: quantiles,
		factors: [factorCount]factorSettings{
			{"severity", 56, 0.3, 0, "severity is not given and counts as neutral"},
			{"repeat_contact", 6, 0, 0, "earlier contacts are not known"},
			{"incident", 6, 0, 2 * hour, "no surge on the topic is known"},
			{"value", 12, 0.5, 8760 * hour, "the lifetime value is not known and counts as the population's middle"},
			{"loyalty", 6, 0.3, 8760 * hour,
				"tenure and loyalty level are not known and count as the population's middle"},
			{"influence", 10, 0.05, 720 * hour, "influence is not known and counts as the population's middle"},
			{"story", 10, 0, 6 * hour, "no public story is known"},
		},
		severities: map[string]float64{"low": 0.1, "normal": 0.3, "high": 0.65, "critical": 1},
		levels:     map[string]float64{"none": 0, "bronze": 0.4, "silver": 0.6, "gold": 0.8, "platinum": 1},
		market:     map[string]float64{"home-appliances": 1},
		tiers: []tier{
			{"critical", 56, 300, "first-response"}, {"urgent", 42, 900, "senior"},
			{"priority", 28, 3600, "senior"}, {"standard", 0, 14400, "general"},
		},
		rules: []deskRule{
			{"social-care", influence, 0.4}, {"social-care", storyFactor, 0.2}, {"key-accounts", value, 0.8},
		},
	}, nil
}

// readQuantiles reads the column of values of a table with the columns quantile and value.
func readQuantiles(table string) ([]float64, error) {
	var quantiles []float64
	for _, line := range strings.Split(table, "\n") {
		if line == "" || line[0] == '#' || line == "quantile,value" {
			continue
		}
		_, text, _ := strings.Cut(line, ",")
		number, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return nil, fmt.Errorf("population table: expected two numbers, found %q", line)
		}
		quantiles = append(quantiles, number)
	}
	return quantiles, nil
}
