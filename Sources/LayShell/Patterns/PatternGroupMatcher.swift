/// Matches patterns with groups by sets of places: where a part can end, given all places where
/// it can start. Nothing is tried twice, so that no pattern takes exponential time; the work is
/// counted all the same, because `!(…)` must be asked at each place on its own.
///
/// The parts are taken backward to find where matches start.
struct PatternGroupMatcher {
    private let finder: PatternSegmentMatcher
    private let nodes: [PatternNode]
    private let count: Int
    private let isBackward: Bool
    /// The places between characters; nil where every place is one.
    private let boundaries: PatternPlaces?
    private var budget: Int

    /// A matcher that goes forward, or backward, over a subject.
    ///
    /// - Complexity: O(length of the subject) for UTF-8.
    init(
        _ program: PatternProgram, _ nodes: [PatternNode],
        _ subject: UnsafeBufferPointer<UInt8>, isBackward: Bool, budget: Int
    ) {
        finder = PatternSegmentMatcher(program: program, subject: subject)
        self.nodes = nodes
        self.isBackward = isBackward
        self.budget = budget
        count = subject.count
        if program.isUTF8, !PatternText.isASCII(subject) {
            var places = PatternPlaces()
            var index = 0
            while index < count {
                places.insert(index)
                index &+= PatternText.length(subject[index])
            }
            places.insert(count)
            boundaries = places
        } else {
            boundaries = nil
        }
    }

    /// Where the whole pattern can end that starts at one of some places; for a backward matcher
    /// the other way round.
    ///
    /// - Throws: `PatternTooCostly` when the budget is used up.
    mutating func reach(_ places: PatternPlaces) throws(PatternTooCostly) -> PatternPlaces {
        try run(nodes, places)
    }

    /// All places.
    func everywhere(from start: Int) -> PatternPlaces {
        var all = PatternPlaces(min(start, count)...count)
        if let boundaries { all.formIntersection(boundaries) }
        return all
    }

    private mutating func spend(_ amount: Int) throws(PatternTooCostly) {
        budget &-= amount &+ 1
        if budget < 0 { throw PatternTooCostly() }
    }

    private mutating func run(
        _ nodes: [PatternNode], _ places: PatternPlaces
    ) throws(PatternTooCostly) -> PatternPlaces {
        var places = places
        for offset in nodes.indices {
            let node = nodes[isBackward ? nodes.count &- 1 &- offset : offset]
            if places.isEmpty { return places }
            switch node {
            case .item(let item): places = try step(item, places)
            case .star: places = try star(places)
            case .group(let kind, let choices): places = try group(kind, choices, places)
            }
        }
        return places
    }

    private mutating func step(
        _ item: PatternItem, _ places: PatternPlaces
    ) throws(PatternTooCostly) -> PatternPlaces {
        var next = PatternPlaces()
        var steps = places.size
        places.forEach { (place: Int) in
            steps &+= 4
            if isBackward {
                // Through the middle of a character nothing matches backward.
                var before = place &- 1
                if case .byte = item {} else { before = finder.previous(place) }
                if before >= 0, finder.step(item, at: before) == place { next.insert(before) }
            } else if let end = finder.step(item, at: place) {
                next.insert(end)
            }
        }
        try spend(steps)
        return next
    }

    private mutating func star(
        _ places: PatternPlaces
    ) throws(PatternTooCostly) -> PatternPlaces {
        var all: PatternPlaces
        if isBackward {
            guard let last = places.last else { return places }
            all = PatternPlaces(0...last)
        } else {
            guard let first = places.first else { return places }
            all = PatternPlaces(first...count)
        }
        if let boundaries { all.formIntersection(boundaries) }
        try spend(all.size)
        return all
    }

    private mutating func alternatives(
        _ choices: [[PatternNode]], _ places: PatternPlaces
    ) throws(PatternTooCostly) -> PatternPlaces {
        var union = PatternPlaces()
        for choice in choices {
            let ends = try run(choice, places)
            try spend(ends.size)
            union.formUnion(ends)
        }
        return union
    }

    private mutating func group(
        _ kind: PatternGroup, _ choices: [[PatternNode]], _ places: PatternPlaces
    ) throws(PatternTooCostly) -> PatternPlaces {
        switch kind {
        case .one: return try alternatives(choices, places)
        case .optional:
            var ends = try alternatives(choices, places)
            ends.formUnion(places)
            return ends
        case .any: return try closure(choices, places, reached: places)
        case .some:
            let once = try alternatives(choices, places)
            return try closure(choices, once, reached: once)
        case .except: return try complement(choices, places)
        }
    }

    /// What any number of rounds reaches; each round takes only the places that are new.
    private mutating func closure(
        _ choices: [[PatternNode]], _ start: PatternPlaces, reached: PatternPlaces
    ) throws(PatternTooCostly) -> PatternPlaces {
        var reached = reached
        var fresh = start
        while !fresh.isEmpty {
            var next = try alternatives(choices, fresh)
            next.subtract(reached)
            try spend(next.size)
            reached.formUnion(next)
            fresh = next
        }
        return reached
    }

    private mutating func complement(
        _ choices: [[PatternNode]], _ places: PatternPlaces
    ) throws(PatternTooCostly) -> PatternPlaces {
        var ends = PatternPlaces()
        var rest = places
        while let place = isBackward ? rest.last : rest.first {
            rest.subtract(PatternPlaces(place))
            let one = PatternPlaces(place)
            var others = try star(one)
            others.subtract(try alternatives(choices, one))
            try spend(others.size &+ rest.size)
            ends.formUnion(others)
        }
        return ends
    }
}
