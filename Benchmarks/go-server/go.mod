module heed-benchmarks/go-server

go 1.19
