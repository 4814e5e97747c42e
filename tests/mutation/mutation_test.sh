#!/usr/bin/env bash
# mutation_test.sh - a fixed sample of the mutants of those rules of which every mutant dies; `make mutation` takes all rules.
clean=/ad_consent,/pd_consent,/robot_ban,/mass_,/carrier_,/health_data,/deceased,/blocked,/open_channel,/named_processor,/old_consent
clean+=,/stop_path,/text_approval,/warning,/neutral_text,/offer,/robot_script,/sms_traffic,/kept_text,/processor_order,/cross_border,/payload,/roles
set -uo pipefail
cd "$(dirname "$0")/../.."
make -s killers >/dev/null || { echo "FAIL the killer is not built"; exit 1; }
if python3 tests/mutation/mutate.py --sample 40 --only "$clean"; then
  echo "PASS sample of mutants"
else
  echo "FAIL sample of mutants"
fi
