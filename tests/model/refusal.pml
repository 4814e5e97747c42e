/*
 * refusal.pml - the race of refusals with the claims of the dispatchers (design.md 5).
 *
 * Dispatchers claim targets with SKIP LOCKED, read the facts in a new
 * snapshot, judge, insert an attempt, commit, and later hand it to the
 * network.  A refusal locks its parties in the order of their ids, inserts a
 * suppression, commits, and is heard by each dispatcher some time after.
 *
 * The assertions are promise P2:
 *   - no clearance is committed after a refusal of its party was committed;
 *   - nothing is handed to the network by a dispatcher that has heard of the refusal.
 * pan proves besides that nobody waits for ever.
 *
 * Without PARTY_LOCK the claim locks the target only; without LISTENER the
 * dispatcher sends what it has cleared: each time pan must find the error.
 */
#ifndef DISPATCHERS
#define DISPATCHERS 2
#endif
#define PARTIES 2
#define TARGETS 3	/* targets 0 and 2 are party 0's, 1 is party 1's */
#define PARTY(target) ((target) % PARTIES)
#define NOBODY 255
#define HEARD(dispatcher, party) heard[(dispatcher) * PARTIES + (party)]

byte target_lock[TARGETS] = NOBODY;
byte party_lock[PARTIES] = NOBODY;
bool refused[PARTIES];			/* committed */
bool claimed[TARGETS];			/* committed: no longer due */
bool heard[DISPATCHERS * PARTIES];	/* the notification was read by this dispatcher */

#ifdef PARTY_LOCK
#define PARTY_IS_FREE(party) (party_lock[party] == NOBODY)
#define LOCK_PARTY(party, who) party_lock[party] = who
#else
#define PARTY_IS_FREE(party) true
#define LOCK_PARTY(party, who) skip
#endif

proctype dispatcher(byte me)
{
	byte t;
	bool allowed;

	do
	:: claimed[0] && claimed[1] && claimed[2] -> break
	:: else ->
		if
		:: t = 0
		:: t = 1
		:: t = 2
		fi;
		if
		:: atomic {	/* 1. the target's row and its party's, SKIP LOCKED */
			!claimed[t] && target_lock[t] == NOBODY && PARTY_IS_FREE(PARTY(t)) ->
			target_lock[t] = me;
			LOCK_PARTY(PARTY(t), me)
		   }
		   /* 2. and 3. a new snapshot sees what has been committed; the verdict follows from it */
		   allowed = !refused[PARTY(t)];
		   atomic {	/* 4. the commit */
			assert(!(allowed && refused[PARTY(t)]));
			claimed[t] = true;
			target_lock[t] = NOBODY;
			LOCK_PARTY(PARTY(t), NOBODY)
		   }
		   if
		   :: allowed ->
			atomic {	/* one turn of the loop: listen, then hand over */
#ifdef LISTENER
				if
				:: HEARD(me, PARTY(t)) -> skip	/* dropped */
				:: else -> assert(!HEARD(me, PARTY(t)))
				fi
#else
				assert(!HEARD(me, PARTY(t)))
#endif
			}
		   :: else
		   fi
		:: claimed[t] || target_lock[t] != NOBODY || !PARTY_IS_FREE(PARTY(t)) -> skip
		fi
	od
}

/* The address of one party, or (first 0, last 1) one that both hold.  A refusal waits for its locks. */
proctype refusal(byte me; byte first; byte last)
{
	byte p = first, d = 0;

#ifdef PARTY_LOCK
	do
	:: p <= last -> atomic { party_lock[p] == NOBODY -> party_lock[p] = me }; p++
	:: else -> break
	od;
#endif
	atomic {	/* the suppression is seen by nobody before this commit */
		p = first;
		do
		:: p <= last -> refused[p] = true; LOCK_PARTY(p, NOBODY); p++
		:: else -> break
		od
	}
	do		/* the notification reaches the dispatchers one by one */
	:: d < DISPATCHERS ->
		atomic {
			p = first;
			do
			:: p <= last -> HEARD(d, p) = true; p++
			:: else -> break
			od;
			d++
		}
	:: else -> break
	od
}

init {
	byte i = 0;

	atomic {
		do
		:: i < DISPATCHERS -> run dispatcher(i); i++
		:: else -> break
		od;
		run refusal(100, 0, 0);
		run refusal(101, 0, 1)
	}
}
