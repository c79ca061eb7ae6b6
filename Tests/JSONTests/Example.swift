/// The request of the design's example, as a client would send it.
let example = """
  {"ticket":{"id":"T-1001","channel":"phone","severity":"normal","topic":"home-appliances",\
  "opened_at":"2026-11-22T07:00:00Z","unresolved_contacts":1},"customer":{"id":"c-42","purchases":{"count":9,\
  "first_days_ago":1460,"last_days_ago":21,"average_value":310.0},"tenure_days":1460,"loyalty_level":"gold",\
  "conduct":{"founded_claims":2,"unfounded_claims":0}},"social":{"consent":true,"declared":{"followers":1000000,\
  "by":"agent-7"},"accounts":[{"network":"twitter","followers":1000000,"following":300,"posts":12000,"listed":9000,\
  "age_days":900,"has_url":true,"has_bio":true,"engagers_90d":40000,"topics":{"parenting":0.9,"home-appliances":0.3},\
  "observed_at":"2026-11-22T06:00:00Z"}]}}
  """
