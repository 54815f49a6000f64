#!/usr/bin/env bash
# content: modules, quizzes, courses, triggers and controls pass their linter
cd "$(dirname "$0")/.." && exec build/assay course check
