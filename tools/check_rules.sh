#!/usr/bin/env bash
# rules: each is understood and finds what its sample marks, and nothing else
cd "$(dirname "$0")/.." && build/assay rules check rules && exec build/assay rules test rules
