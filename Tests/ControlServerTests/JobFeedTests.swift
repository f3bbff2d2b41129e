#if Control
@testable import ControlServer
import Testing

struct JobFeedTests {
  private func job(_ id: String, _ status: Job.Status) -> JobFeed.Event {
    .changed(Job(id: id, status: status, createdAt: .now, args: ToolArguments(pcap: "x"), user: "alice"))
  }

  @Test func whoListensToOneJobNeverLosesItsEndToOthers() async {
    let feed = JobFeed()
    let events = await feed.listen(to: "one")
    await feed.tell(job("one", .succeeded))
    for _ in 0..<1000 { await feed.tell(job("other", .running)) }
    await feed.close()
    var ids: [String] = []
    for await event in events { ids.append(event.id) }
    #expect(ids == ["one"])
  }

  @Test func whoComesAfterTheEndHearsItAtOnce() async {
    let feed = JobFeed()
    await feed.close()
    for await _ in await feed.listen() { Issue.record("nothing is told any more") }
  }
}
#endif
