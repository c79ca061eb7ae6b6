// The contract of POST /score on Go's net/http with encoding/json, as a peer of Heed in Benchmarks/compare.
//
// usage: go-server [--port PORT] [--policy FILE]
//
// FILE names Heed's policy; from it and the population table beside it come the policy's version and the table. The
// policy's numbers are those of config/policy.yaml, in policy.go: with others, compare finds the answers to differ.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"time"
)

func main() {
	port := flag.Int("port", 0, "the port on loopback; 0 picks a free one")
	file := flag.String("policy", "../config/policy.yaml", "Heed's policy file")
	flag.Parse()
	policy, err := loadPolicy(*file)
	if err != nil {
		log.Fatal(err)
	}
	listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", *port))
	if err != nil {
		log.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/score", scoreHandler(policy))
	fmt.Printf("listening on http://%s\n", listener.Addr())
	log.Fatal(http.Serve(listener, mux))
}

// scoreHandler decodes a request, scores it and encodes the answer, as net/http's documentation shows a JSON route.
func scoreHandler(policy *policy) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", http.MethodPost)
			http.Error(w, "POST a request", http.StatusMethodNotAllowed)
			return
		}
		var request scoreRequest
		if err := json.NewDecoder(r.Body).Decode(&request); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		if request.Social != nil && request.Social.Story != nil && request.Social.Story.Shares != nil {
			http.Error(w, "stories told by their shares are not part of this port", http.StatusNotImplemented)
			return
		}
		now := time.Now()
		w.Header().Set("Content-Type", "application/json")
		// An error here is the connection's, and net/http closes that.
		_ = json.NewEncoder(w).Encode(answerTo(&request, policy.score(&request, now), policy, now))
	})
}
