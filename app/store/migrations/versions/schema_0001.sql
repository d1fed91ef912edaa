CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL,
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE draft (
	owner_kind TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	field TEXT NOT NULL,
	saved_at TEXT NOT NULL,
	passages TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (owner_kind, owner_id, field)
)
 STRICT;

CREATE TABLE fact (
	"key" TEXT NOT NULL,
	value TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY ("key")
)
 STRICT;

CREATE TABLE manifest (
	id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	ciphertext BLOB NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;

CREATE TABLE sealed (
	id TEXT NOT NULL,
	version INTEGER NOT NULL,
	ciphertext BLOB NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;

CREATE TABLE attachment (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	content BLOB NOT NULL,
	size INTEGER NOT NULL,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE establishment (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	code TEXT NOT NULL,
	sector TEXT NOT NULL,
	country TEXT NOT NULL,
	holds TEXT NOT NULL,
	scheme TEXT NOT NULL,
	role TEXT NOT NULL,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE external_audit (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	code TEXT NOT NULL,
	reference TEXT NOT NULL,
	intention_ref TEXT,
	commissioned_on TEXT NOT NULL,
	due TEXT,
	reported_on TEXT,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE kept_pack (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	name TEXT NOT NULL,
	version TEXT NOT NULL,
	content BLOB NOT NULL,
	digest TEXT NOT NULL,
	imported_on TEXT NOT NULL,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE observation (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	code TEXT NOT NULL,
	reference TEXT NOT NULL,
	intention_ref TEXT,
	item_ref TEXT,
	observed_on TEXT NOT NULL,
	is_concern INTEGER NOT NULL,
	reported_on TEXT,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE passage (
	id TEXT NOT NULL,
	owner_kind TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	field TEXT NOT NULL,
	position INTEGER NOT NULL,
	revision_id TEXT NOT NULL,
	marking TEXT NOT NULL,
	text TEXT,
	sealed_id TEXT,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX passage_owner ON passage (owner_id, field, position);

CREATE TABLE person (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE post (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	is_head INTEGER NOT NULL,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE register_seal (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	digest TEXT NOT NULL,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE return_content (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	content BLOB NOT NULL,
	size INTEGER NOT NULL,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE review_choice (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	code TEXT NOT NULL,
	intention_ref TEXT NOT NULL,
	depth TEXT NOT NULL,
	chosen_on TEXT NOT NULL,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE seen_return (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	file_digest TEXT NOT NULL,
	number TEXT NOT NULL,
	seen_at TEXT NOT NULL,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE trusted_signer (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	signing_role TEXT NOT NULL,
	establishment_code TEXT,
	starts TEXT,
	ends TEXT,
	certificate BLOB NOT NULL,
	entered_at TEXT NOT NULL,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE audit_finding (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	audit_id TEXT NOT NULL,
	reference TEXT NOT NULL,
	intention_ref TEXT,
	grade TEXT NOT NULL,
	follow_up_on TEXT,
	is_closed INTEGER NOT NULL,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(audit_id) REFERENCES external_audit (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE holding (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	post_id TEXT NOT NULL,
	person_id TEXT NOT NULL,
	starts TEXT NOT NULL,
	ends TEXT,
	is_deputy INTEGER NOT NULL,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(post_id) REFERENCES post (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE key_slot (
	id TEXT NOT NULL,
	kind TEXT NOT NULL,
	person_id TEXT NOT NULL,
	since TEXT NOT NULL,
	salt BLOB NOT NULL,
	passes INTEGER NOT NULL,
	memory_kib INTEGER NOT NULL,
	lanes INTEGER NOT NULL,
	public_key BLOB NOT NULL,
	wrapped_private_key BLOB NOT NULL,
	wrapped_key BLOB NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE marking_decision (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	passage_id TEXT NOT NULL,
	revision_id TEXT NOT NULL,
	finding_kind TEXT NOT NULL,
	start INTEGER NOT NULL,
	"end" INTEGER NOT NULL,
	person_id TEXT,
	decided_at TEXT NOT NULL,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE period (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	name TEXT NOT NULL,
	pack_id TEXT NOT NULL,
	starts TEXT NOT NULL,
	ends TEXT NOT NULL,
	due TEXT NOT NULL,
	predecessor_id TEXT,
	state TEXT NOT NULL,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(pack_id) REFERENCES kept_pack (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(predecessor_id) REFERENCES period (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE received_return (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	code TEXT NOT NULL,
	sector TEXT NOT NULL,
	number TEXT NOT NULL,
	period TEXT NOT NULL,
	starts TEXT NOT NULL,
	ends TEXT NOT NULL,
	due TEXT NOT NULL,
	made_on TEXT NOT NULL,
	payload_digest TEXT NOT NULL,
	previous_number TEXT,
	previous_digest TEXT,
	replaces_number TEXT,
	catalogue_version TEXT NOT NULL,
	marking TEXT NOT NULL,
	standing TEXT NOT NULL,
	level TEXT,
	score INTEGER,
	withheld INTEGER NOT NULL,
	figures TEXT NOT NULL,
	content_id TEXT NOT NULL,
	received_at TEXT NOT NULL,
	outcome TEXT,
	responded_on TEXT,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(content_id) REFERENCES return_content (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE revision (
	id TEXT NOT NULL,
	sequence INTEGER NOT NULL,
	act TEXT NOT NULL,
	at TEXT NOT NULL,
	person_id TEXT,
	owner_kind TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	parent_a TEXT,
	parent_b TEXT,
	previous_link BLOB NOT NULL,
	commitment BLOB NOT NULL,
	link BLOB NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (sequence),
	FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX revision_owner ON revision (owner_id, sequence);

CREATE TABLE unsealing (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	owner_kind TEXT NOT NULL,
	owner_id TEXT NOT NULL,
	passage_id TEXT,
	revision_id TEXT NOT NULL,
	person_id TEXT,
	unsealed_at TEXT NOT NULL,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE beyond_minimum (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	period_id TEXT NOT NULL,
	intention_ref TEXT,
	reference TEXT,
	cost TEXT,
	decision TEXT,
	decided_on TEXT,
	stops_on TEXT,
	post_id TEXT,
	closed_on TEXT,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(period_id) REFERENCES period (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(post_id) REFERENCES post (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE check_schedule (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	period_id TEXT NOT NULL,
	intention_ref TEXT,
	reference TEXT,
	frequency TEXT,
	post_id TEXT,
	starts TEXT,
	closed_on TEXT,
	links TEXT,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(period_id) REFERENCES period (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(post_id) REFERENCES post (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE declaration (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	period_id TEXT NOT NULL,
	expectation_key TEXT NOT NULL,
	is_declared INTEGER NOT NULL,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(period_id) REFERENCES period (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE delivery_requirement (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	period_id TEXT NOT NULL,
	intention_ref TEXT,
	reference TEXT,
	requirement TEXT,
	not_in_sla INTEGER,
	comparator TEXT,
	target TEXT,
	direction TEXT,
	post_id TEXT,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(period_id) REFERENCES period (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(post_id) REFERENCES post (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE issued_response (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	return_id TEXT NOT NULL,
	number TEXT NOT NULL,
	outcome TEXT NOT NULL,
	payload BLOB NOT NULL,
	payload_digest TEXT NOT NULL,
	made_at TEXT NOT NULL,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(return_id) REFERENCES received_return (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE issued_return (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	period_id TEXT NOT NULL,
	number TEXT NOT NULL,
	payload BLOB NOT NULL,
	payload_digest TEXT NOT NULL,
	previous_digest TEXT,
	signers_required INTEGER NOT NULL,
	made_at TEXT NOT NULL,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(period_id) REFERENCES period (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE need (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	period_id TEXT NOT NULL,
	intention_ref TEXT,
	reference TEXT,
	need TEXT,
	identified TEXT,
	adapted TEXT,
	post_id TEXT,
	closed_on TEXT,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(period_id) REFERENCES period (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(post_id) REFERENCES post (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE opinion (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	return_id TEXT NOT NULL,
	intention_ref TEXT,
	level TEXT,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(return_id) REFERENCES received_return (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE outside_audit (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	period_id TEXT NOT NULL,
	intention_ref TEXT,
	reference TEXT,
	body TEXT,
	visited_on TEXT,
	grade TEXT,
	links TEXT,
	reply_due TEXT,
	replied_on TEXT,
	post_id TEXT,
	reaudit_on TEXT,
	closed_on TEXT,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(period_id) REFERENCES period (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(post_id) REFERENCES post (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE ownership (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	period_id TEXT NOT NULL,
	intention_ref TEXT NOT NULL,
	post_id TEXT NOT NULL,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(period_id) REFERENCES period (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(post_id) REFERENCES post (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE planned_item (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	period_id TEXT NOT NULL,
	item_ref TEXT NOT NULL,
	is_due INTEGER NOT NULL,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(period_id) REFERENCES period (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE programme (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	period_id TEXT NOT NULL,
	intention_ref TEXT,
	reference TEXT,
	starts TEXT,
	ends TEXT,
	planned INTEGER,
	started INTEGER,
	actual INTEGER,
	review_due TEXT,
	reviewed_on TEXT,
	review_result TEXT,
	post_id TEXT,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(period_id) REFERENCES period (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(post_id) REFERENCES post (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE "query" (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	return_id TEXT NOT NULL,
	code TEXT NOT NULL,
	reference TEXT NOT NULL,
	intention_ref TEXT NOT NULL,
	item_ref TEXT,
	asked_on TEXT NOT NULL,
	reply_due TEXT,
	state TEXT NOT NULL,
	replied_on TEXT,
	closed_on TEXT,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(return_id) REFERENCES received_return (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE review_mark (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	return_id TEXT NOT NULL,
	item_ref TEXT NOT NULL,
	result TEXT NOT NULL,
	self_result TEXT,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(return_id) REFERENCES received_return (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE revision_payload (
	revision_id TEXT NOT NULL,
	"key" BLOB NOT NULL,
	payload TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (revision_id),
	FOREIGN KEY(revision_id) REFERENCES revision (id)
)
 STRICT;

CREATE TABLE risk (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	period_id TEXT NOT NULL,
	intention_ref TEXT,
	reference TEXT,
	inherent_likelihood TEXT,
	inherent_impact TEXT,
	residual_likelihood TEXT,
	residual_impact TEXT,
	appetite INTEGER,
	post_id TEXT,
	opened_on TEXT,
	review_by TEXT,
	closed_on TEXT,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(period_id) REFERENCES period (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(post_id) REFERENCES post (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE self_audit (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	period_id TEXT NOT NULL,
	intention_ref TEXT NOT NULL,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(period_id) REFERENCES period (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE site_inspection (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	return_id TEXT NOT NULL,
	intention_ref TEXT,
	item_ref TEXT,
	inspected_on TEXT NOT NULL,
	is_satisfied INTEGER NOT NULL,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(return_id) REFERENCES received_return (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE statement (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	period_id TEXT NOT NULL,
	intention_ref TEXT,
	level TEXT,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(period_id) REFERENCES period (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE targeting (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	period_id TEXT NOT NULL,
	intention_ref TEXT,
	reference TEXT,
	services TEXT,
	places INTEGER,
	sessions INTEGER,
	bands TEXT,
	offences TEXT,
	serious_harm TEXT,
	sexual TEXT,
	violent TEXT,
	indeterminate TEXT,
	decision TEXT,
	stops_on TEXT,
	post_id TEXT,
	closed_on TEXT,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(period_id) REFERENCES period (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(post_id) REFERENCES post (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE work_pack (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	period_id TEXT NOT NULL,
	post_id TEXT,
	home_id TEXT NOT NULL,
	intentions TEXT NOT NULL,
	made_at TEXT NOT NULL,
	returned_at TEXT,
	"key" BLOB NOT NULL,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(period_id) REFERENCES period (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(post_id) REFERENCES post (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE answer (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	self_audit_id TEXT NOT NULL,
	item_ref TEXT NOT NULL,
	item_version INTEGER NOT NULL,
	result TEXT,
	tested_on TEXT,
	person_id TEXT,
	sample_population INTEGER,
	sample_method TEXT,
	sample_size INTEGER,
	sample_compliant INTEGER,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(self_audit_id) REFERENCES self_audit (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE check_made (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	period_id TEXT NOT NULL,
	intention_ref TEXT,
	reference TEXT,
	check_id TEXT,
	checked_on TEXT,
	cases INTEGER,
	exceptions INTEGER,
	post_id TEXT,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(period_id) REFERENCES period (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(check_id) REFERENCES check_schedule (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(post_id) REFERENCES post (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE clause (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	period_id TEXT NOT NULL,
	intention_ref TEXT,
	reference TEXT,
	links TEXT,
	check_id TEXT,
	post_id TEXT,
	closed_on TEXT,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(period_id) REFERENCES period (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(check_id) REFERENCES check_schedule (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(post_id) REFERENCES post (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE delivery_result (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	period_id TEXT NOT NULL,
	intention_ref TEXT,
	reference TEXT,
	requirement_id TEXT,
	starts TEXT,
	ends TEXT,
	actual TEXT,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(period_id) REFERENCES period (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(requirement_id) REFERENCES delivery_requirement (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE evidence (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	self_audit_id TEXT NOT NULL,
	reference TEXT,
	evidence_kind TEXT,
	dated TEXT,
	attachment_id TEXT,
	seen_on TEXT,
	seen_by TEXT,
	commitment_key TEXT,
	commitment TEXT,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(self_audit_id) REFERENCES self_audit (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(attachment_id) REFERENCES attachment (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE finding (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	self_audit_id TEXT NOT NULL,
	reference TEXT,
	item_ref TEXT,
	grade TEXT,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(self_audit_id) REFERENCES self_audit (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE received_response (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	issued_id TEXT NOT NULL,
	number TEXT NOT NULL,
	outcome TEXT NOT NULL,
	level TEXT,
	made_on TEXT NOT NULL,
	payload BLOB NOT NULL,
	payload_digest TEXT NOT NULL,
	received_at TEXT NOT NULL,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(issued_id) REFERENCES issued_return (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE sign_off (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	statement_id TEXT NOT NULL,
	revision_id TEXT NOT NULL,
	person_id TEXT NOT NULL,
	post_id TEXT NOT NULL,
	signed_at TEXT NOT NULL,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(statement_id) REFERENCES statement (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(post_id) REFERENCES post (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE action (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	self_audit_id TEXT NOT NULL,
	reference TEXT,
	item_ref TEXT,
	finding_id TEXT,
	entry_id TEXT,
	evidence_id TEXT,
	post_id TEXT,
	due TEXT,
	state TEXT NOT NULL,
	completed_on TEXT,
	verified_on TEXT,
	verified_by TEXT,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(self_audit_id) REFERENCES self_audit (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(finding_id) REFERENCES finding (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(evidence_id) REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(post_id) REFERENCES post (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE evidence_link (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	evidence_id TEXT NOT NULL,
	item_ref TEXT NOT NULL,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(evidence_id) REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE received_query (
	id TEXT NOT NULL,
	is_deleted INTEGER NOT NULL,
	sealed_id TEXT,
	response_id TEXT NOT NULL,
	reference TEXT NOT NULL,
	intention_ref TEXT NOT NULL,
	item_ref TEXT,
	asked_on TEXT NOT NULL,
	reply_due TEXT,
	state TEXT NOT NULL,
	replied_on TEXT,
	last_revision_id TEXT NOT NULL,
	checksum BLOB NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sealed_id) REFERENCES sealed (id) DEFERRABLE INITIALLY DEFERRED,
	FOREIGN KEY(response_id) REFERENCES received_response (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT
