import LayArchive
import LayFiles
import Synchronization
import Testing

/// What a host is told of long work, and how it ends it.
@Suite struct TransferProgressTests {
    /// The states that were told, in order.
    final class Reports: Sendable {
        private let states = Mutex<[TransferProgress.State]>([])
        var all: [TransferProgress.State] { states.withLock { $0 } }
        func add(_ state: TransferProgress.State) { states.withLock { $0.append(state) } }
    }

    private struct Odd: Error {}

    @Test func `what is done adds up and the end is told once`() throws {
        let reports = Reports()
        let progress = TransferProgress(.loading) {
            reports.add($0)
            return true
        }
        try progress.track {
            let current = try #require(TransferProgress.current)
            current.expect(bytes: 3 << 20)
            current.expect(bytes: 1 << 20)
            for _ in 0..<8 { try current.advance(bytes: 1 << 19, entries: 300) }
        }
        #expect(TransferProgress.current == nil)
        let all = reports.all
        #expect(all.filter(\.isFinished).count == 1)
        let last = try #require(all.last)
        #expect(last.isFinished && last.work == .loading)
        #expect(last.bytes == 4 << 20 && last.total == 4 << 20 && last.entries == 2400)
        for (one, next) in zip(all, all.dropFirst()) {
            #expect(one.bytes <= next.bytes && one.entries <= next.entries)
        }
    }

    @Test func `small steps are not told one by one`() throws {
        let reports = Reports()
        try TransferProgress(.saving) {
            reports.add($0)
            return true
        }.track {
            for _ in 0..<4096 { try TransferProgress.current?.advance(bytes: 1 << 10) }
        }
        // Each whole MiB, and the end.
        #expect(reports.all.map(\.bytes) == [1, 2, 3, 4, 4].map { $0 << 20 })
    }

    @Test func `false ends the work for good`() throws {
        let reports = Reports()
        let progress = TransferProgress(.saving) {
            reports.add($0)
            return false
        }
        var done = 0
        let error = #expect(throws: TransferProgress.Cancelled.self) {
            try progress.track {
                try progress.advance(bytes: 1)
                done = 1
                _ = try? progress.advance(bytes: 1 << 20)
                // Other threads of the work end as well.
                try progress.advance()
                done = 2
            }
        }
        #expect(error.map { "\($0)" } == "saving was cancelled")
        #expect(done == 1)
        #expect(reports.all.map(\.isFinished) == [false, true])
    }

    @Test func `an error is told as an end`() {
        let reports = Reports()
        #expect(throws: Odd.self) {
            try TransferProgress(.loading) {
                reports.add($0)
                return true
            }.track { throw Odd() }
        }
        #expect(reports.all.map(\.isFinished) == [true])
    }

    @Test func `a sink counts what passes`() throws {
        let reports = Reports()
        try TransferProgress(.saving) {
            reports.add($0)
            return true
        }.track {
            let collector = Collector()
            let sink = ProgressSink(to: collector)
            try [UInt8](repeating: 7, count: 1000).withUnsafeBytes { try sink.write($0) }
            #expect(collector.count == 1000)
        }
        #expect(reports.all.map(\.bytes) == [1000])
    }

    private final class Collector: ByteSink {
        var count = 0
        func write(_ bytes: UnsafeRawBufferPointer) { count += bytes.count }
    }
}
