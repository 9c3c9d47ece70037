internal import Dispatch
internal import LayArchive
internal import LayFiles
internal import Synchronization

/// Reads and hashes many files on all cores.
enum ContentReader {
    /// Files of this size together are given to a thread at once.
    private static let batchSize = 1 << 20
    private static let batchCount = 64

    /// The digests of contents, in their order.
    ///
    /// - Throws: the `FileError` of the first that cannot be read, and of a bound of the run.
    /// - Complexity: O(*n*) in the bytes; a stretch of each thread's is in memory.
    static func digests(of contents: [FileContents]) throws(FileError) -> [Digest] {
        let batches = batches(contents)
        if batches.count < 2 {
            var digests: [Digest] = []
            for file in contents { digests.append(try Digest.of(file)) }
            return digests
        }
        let results = Mutex<[Int: Result<[Digest], FileError>]>([:])
        let isStopped = Atomic(false)
        DispatchQueue.concurrentPerform(iterations: batches.count) { index in
            if isStopped.load(ordering: .relaxed) { return }
            let result = Result { () throws(FileError) in
                var digests: [Digest] = []
                for file in contents[batches[index]] {
                    // Heard on the thread alone that the host called, which is one of them.
                    try FileError.look()
                    digests.append(try Digest.of(file))
                }
                return digests
            }
            if case .failure(let error) = result, error.isBound {
                isStopped.store(true, ordering: .relaxed)
            }
            results.withLock { $0[index] = result }
        }
        let found = results.withLock { $0 }
        var digests: [Digest] = []
        digests.reserveCapacity(contents.count)
        for case .failure(let error)? in batches.indices.map({ found[$0] }) where error.isBound {
            throw error
        }
        for index in batches.indices {
            if let batch = try found[index]?.get() { digests += batch }
        }
        return digests
    }

    private static func batches(_ contents: [FileContents]) -> [Range<Int>] {
        var batches: [Range<Int>] = []
        var (start, size) = (0, 0)
        for (index, file) in contents.enumerated() {
            size += file.count
            if size < batchSize, index - start < batchCount - 1 { continue }
            batches.append(start..<(index + 1))
            (start, size) = (index + 1, 0)
        }
        if start < contents.count { batches.append(start..<contents.count) }
        return batches
    }
}
