// The form that takes scenarios of a job into the library: an id is suggested for each job until one is typed.
"use strict";

for (const form of document.querySelectorAll(".import-form")) {
  const { job_id: job, scenario_id: id, uas_scenario_id: partner } = form.elements;
  const told = form.querySelector(".verdict");
  let isOwn = false;
  form.querySelector("button").disabled = job.length === 0;
  const both = () => form.elements.which.value === "both";
  function fit() {
    if (!isOwn && job.selectedOptions[0]) id.value = job.selectedOptions[0].dataset.suggestion;
    partner.placeholder = id.value + "_uas";
    partner.closest("label").hidden = !both();
  }
  id.addEventListener("input", () => { isOwn = true; fit(); });
  form.addEventListener("change", fit);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = { job_id: job.value, which: form.elements.which.value, scenario_id: id.value };
    if (both() && partner.value) body.uas_scenario_id = partner.value;
    try {
      const answer = await change("POST", "scenarios/import-from-pcap-job", body);
      location.assign("/scenarios/" + encodeURIComponent(answer.imported[0].id));
    } catch (refusal) {
      const words = document.createElement("p");
      words.className = "failure";
      words.textContent = refusal.message;
      told.replaceChildren(words);
    }
  });
  fit();
}
