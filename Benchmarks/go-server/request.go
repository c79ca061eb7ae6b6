package main

import "time"

// scoreRequest is the body of POST /score: every field of the contract, none of Heed's checks of ranges.
type scoreRequest struct {
	Ticket   ticket   `json:"ticket"`
	Customer customer `json:"customer"`
	Social   *social  `json:"social"`
}

type ticket struct {
	ID                 string     `json:"id"`
	Channel            *string    `json:"channel"`
	Severity           *string    `json:"severity"`
	Topic              *string    `json:"topic"`
	OpenedAt           *time.Time `json:"opened_at"`
	UnresolvedContacts *int       `json:"unresolved_contacts"`
	Incident           *incident  `json:"incident"`
}

type incident struct {
	Probability float64    `json:"probability"`
	ObservedAt  *time.Time `json:"observed_at"`
}

type customer struct {
	ID            *string       `json:"id"`
	LifetimeValue *float64      `json:"lifetime_value"`
	Purchases     *purchases    `json:"purchases"`
	Subscription  *subscription `json:"subscription"`
	TenureDays    *float64      `json:"tenure_days"`
	LoyaltyLevel  *string       `json:"loyalty_level"`
	Conduct       conduct       `json:"conduct"`
	ObservedAt    *time.Time    `json:"observed_at"`
}

type purchases struct {
	Count        int      `json:"count"`
	FirstDaysAgo float64  `json:"first_days_ago"`
	LastDaysAgo  *float64 `json:"last_days_ago"`
	AverageValue *float64 `json:"average_value"`
}

type subscription struct {
	MarginPerYear float64 `json:"margin_per_year"`
	Retention     float64 `json:"retention"`
}

type conduct struct {
	FoundedClaims   int  `json:"founded_claims"`
	UnfoundedClaims int  `json:"unfounded_claims"`
	Abuse           bool `json:"abuse"`
	CompanyFault    bool `json:"company_fault"`
}

type social struct {
	Consent  *bool        `json:"consent"`
	Declared *declaration `json:"declared"`
	Accounts []account    `json:"accounts"`
	Story    *story       `json:"story"`
}

type declaration struct {
	Followers int        `json:"followers"`
	By        *string    `json:"by"`
	At        *time.Time `json:"at"`
}

type account struct {
	Network    *string            `json:"network"`
	Followers  *int               `json:"followers"`
	Following  *int               `json:"following"`
	Posts      *int               `json:"posts"`
	Listed     *int               `json:"listed"`
	AgeDays    *float64           `json:"age_days"`
	HasURL     *bool              `json:"has_url"`
	HasBio     *bool              `json:"has_bio"`
	Engagers   *int               `json:"engagers_90d"`
	Topics     map[string]float64 `json:"topics"`
	Provider   *provider          `json:"provider"`
	Previous   *followerCount     `json:"previous"`
	ObservedAt *time.Time         `json:"observed_at"`
}

type provider struct {
	Value float64 `json:"value"`
	Scale float64 `json:"scale"`
}

type followerCount struct {
	Followers  int       `json:"followers"`
	ObservedAt time.Time `json:"observed_at"`
}

type story struct {
	GrowthProbability *float64   `json:"growth_probability"`
	Sharers           *int       `json:"sharers"`
	ObservedAt        *time.Time `json:"observed_at"`
	PostedAt          *time.Time `json:"posted_at"`
	Shares            []share    `json:"shares"`
}

type share struct {
	At        time.Time `json:"at"`
	Sharer    *string   `json:"sharer"`
	Authentic *bool     `json:"authentic"`
}
