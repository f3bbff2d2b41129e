// What pages share: changes are sent to the API with the token that only a page of this session has.
"use strict";

const pageToken = document.querySelector('meta[name="page-token"]').content;

/// Asks the API for a change and returns its answer; throws an Error whose message says why it was refused.
async function change(method, path, body) {
  const headers = { "X-CSRF-Token": pageToken };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const response = await fetch("/api/v2/" + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  if (response.status === 204) return null;
  const answer = await response.json().catch(() => ({ error: `status ${response.status}` }));
  if (response.ok) return answer;
  const refusal = new Error(answer.error);
  refusal.findings = answer.findings || [];
  throw refusal;
}
