// What pages share: changes are sent to the API with the token that only a page of this session has.
"use strict";

const pageToken = document.querySelector('meta[name="page-token"]').content;

/// Asks the API for a change and returns its answer; throws an Error whose message says why it was refused.
///
/// With another type than JSON the answer is its text.
async function change(method, path, body, type = "application/json") {
  const headers = { "X-CSRF-Token": pageToken, Accept: type };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const response = await fetch("/api/v2/" + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  if (response.status === 204) return null;
  if (response.ok && type !== "application/json") return response.text();
  const answer = await response.json().catch(() => ({ error: `status ${response.status}` }));
  if (response.ok) return answer;
  const refusal = new Error(answer.error);
  refusal.status = response.status;
  refusal.findings = answer.findings || [];
  throw refusal;
}
