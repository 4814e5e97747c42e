-- The closed lists of docs/design: one word per thing, the same in C (compliance/words.def).
create type party_kind as enum ('PERSON', 'COMPANY', 'SOLE_TRADER', 'CONTACT_PERSON');
create type party_state as enum ('ACTIVE', 'BLOCKED', 'DECEASED');
create type address_kind as enum ('PHONE', 'EMAIL');
create type address_owner as enum ('OWN', 'COMPANY', 'REPRESENTATIVE', 'SHARED');
create type purpose as enum ('AD_PROMO', 'SERVICE_REMINDER', 'WAITING_LIST', 'SURVEY', 'RECALL', 'B2B_OFFER',
    'CONTRACT', 'LEGAL_NOTICE');
create type channel as enum ('CALL_OPERATOR', 'CALL_ROBOT', 'SMS', 'EMAIL');
create type dial_mode as enum ('MANUAL', 'PREVIEW', 'PROGRESSIVE', 'PREDICTIVE', 'ROBOT');
create type consent_code as enum ('PD_PROMO', 'AD_CHANNEL', 'COMM_SMS', 'COMM_AUTOCALL', 'HEALTH_WRITTEN');
create type consent_act as enum ('requested', 'given', 'refused', 'withdrawn', 'expired', 'invalidated',
    'evidence_added');
create type scope as enum ('ADS_CHANNEL', 'ADS_ALL', 'AUTOCALL', 'SMS_ALL', 'CALLS_ALL', 'EMAIL_ALL', 'SURVEYS',
    'ALL_CONTACT', 'PD_WITHDRAWAL', 'CARRIER_SMS', 'CARRIER_CALLS', 'WRONG_PERSON');
create type basis_kind as enum ('CONTRACT', 'OWN_REQUEST', 'CARE_PLAN', 'LAW');
create type outcome as enum ('ALLOW', 'DEFER', 'REVIEW', 'DENY');
create type message_class as enum ('SERVICE', 'AD', 'SURVEY', 'LEGAL_NOTICE');
create type campaign_state as enum ('draft', 'approved', 'planning', 'running', 'paused', 'stopped', 'finished');
create type target_state as enum ('excluded', 'review', 'card', 'due', 'held', 'denied', 'done', 'unknown', 'stopped');
create type attempt_state as enum ('cleared', 'dropped', 'sent', 'accepted', 'ringing', 'answered', 'delivered',
    'completed', 'busy', 'no_answer', 'rejected', 'unreachable', 'bad_recipient', 'opted_out', 'failed', 'expired',
    'unknown');
create type staff_role as enum ('agent', 'marketer', 'compliance', 'auditor', 'administrator');
