extension RegularExpression {
    /// Where a pattern matched, and what its groups took.
    public struct Match: Hashable, Sendable {
        /// The place of the whole match.
        public var range: Range<Int>
        /// The start and end of each group, the whole match first, -1 where a group took no part.
        public var offsets: [Int]

        /// A match whose offsets a search will fill in.
        public init() {
            range = 0..<0
            offsets = []
        }

        /// How many groups there are, the whole match not counted.
        public var groupCount: Int { max(0, offsets.count / 2 - 1) }

        /// What the group `index` took; 0 is the whole match.
        public func group(_ index: Int) -> Range<Int>? {
            guard index >= 0, index < offsets.count / 2 else { return nil }
            let start = offsets[index * 2]
            let end = offsets[index * 2 + 1]
            return start >= 0 && start <= end ? start..<end : nil
        }

        /// What all groups took, the first group first.
        public var groups: [Range<Int>?] {
            offsets.isEmpty ? [] : (1..<max(1, offsets.count / 2)).map(group)
        }
    }
}
