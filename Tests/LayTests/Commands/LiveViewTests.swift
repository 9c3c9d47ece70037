import Testing

@testable import LayCommands

/// What a build draws on a terminal.
struct LiveViewTests {
    private func view() -> LiveView {
        var view = LiveView(now: 10)
        view.total = 4
        view.begin("[1/3] FROM toolbox", now: 10)
        view.end(now: 10.1)
        view.begin("[2/3] COPY a /a", now: 10.1)
        view.end(isCached: true, now: 10.1)
        view.begin("[3/3] RUN make", now: 10.1)
        view.add("cc\t\u{1b}[31m-c a.c", now: 10.15)
        return view
    }

    @Test func `each step has a line, and the one that goes on its last output`() {
        #expect(
            view().lines(now: 12.345, rows: 24, columns: 41, isOver: false) == [
                "[+] Building 2.3s (2/4)",
                " => [1/3] FROM toolbox              0.0s",
                " => CACHED [2/3] COPY a /a          0.0s",
                " => [3/3] RUN make                  2.2s",
                " => => # cc [31m-c a.c",
            ])
    }

    @Test func `no line is wider than the terminal, and of many the last are drawn`() {
        let lines = view().lines(now: 11, rows: 4, columns: 24, isOver: false)
        #expect(lines.count == 3)
        #expect(lines.allSatisfy { $0.count < 24 || $0.hasPrefix("[+]") })
        #expect(lines[1].hasPrefix(" => [3/3] RUN make") && lines[2].hasPrefix(" => => # cc"))
    }

    @Test func `what failed is marked, and the end says so`() {
        var view = view()
        view.end(isFailed: true, now: 12)
        let lines = view.lines(now: 12, rows: .max, columns: 80, isOver: true)
        #expect(lines.first == "[+] Building 2.0s (3/3) FINISHED")
        #expect(lines.last?.hasPrefix(" => ERROR [3/3] RUN make") == true)
    }
}
