extension RegularExpression.Searcher {
    /// Searches with back-references: the automaton, to which they are anything, says where it may
    /// be worth trying.
    ///
    /// - Throws: what `steps` throws.
    func backtrack<Failure: Error>(
        _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ isAtLineStart: Bool,
        _ match: inout RegularExpression.Match, _ steps: (Int) throws(Failure) -> Void
    ) throws(Failure) -> Bool {
        guard var backtracker else { return false }
        // The copy is unique, so that its storage is not copied on every change.
        self.backtracker = nil
        defer { self.backtracker = backtracker }
        var position = start
        var offsets: [Int] = []
        while position <= text.count,
            let some = end(in: text, from: position, isAtLineStart, isEarliest: true)
        {
            var last = text.count
            if isByLines {
                let lineStart = ByteFinder.findLast(10, in: text, from: position, before: some)
                if let lineStart { position = lineStart &+ 1 }
                last = ByteFinder.find(10, in: text, from: some) ?? text.count
            }
            let decoder = TextDecoder(
                text: UnsafeBufferPointer(rebasing: text[0..<last]), isUTF8: program.isUTF8)
            while position <= last {
                if let end = try backtracker.match(
                    decoder, at: position, isAtLineStart, best: &offsets, steps)
                {
                    match.range = position..<end
                    match.offsets = offsets
                    match.offsets[0] = position
                    match.offsets[1] = end
                    return true
                }
                position &+= position < last ? decoder.symbol(at: position).length : 1
            }
        }
        return false
    }
}
