internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    static let tsortUtility = Utility(
        "tsort", "order words so that each comes before those it precedes",
        usage: "[OPTION] [FILE]"
    ) { call in
        try call.allowOperands(1)
        let name = call.operands.first ?? [45]
        var order = PrecedenceOrder(call, shown: call.shown(name))
        do {
            let reader = try call.reader(name)
            defer { reader.close() }
            try order.read(reader)
        } catch let error as FileError {
            // A directory has no words.
            if error.code != .isDirectory { try call.complain(name, error) }
            if call.status != 0 { return call.status }
        }
        try order.write()
        return call.status
    }
}

/// Words, and which of them come before which.
private struct PrecedenceOrder {
    private struct Item {
        let word: [UInt8]
        /// How many others come before and are not written yet.
        var count = 0
        /// Those that come behind, the last one that was read first.
        var followers: [Int] = []
        var isWritten = false
    }

    private let call: UtilityCall
    private let shown: String
    private var items: [Item] = []
    private var places: [[UInt8]: Int] = [:]
    /// The items by their words.
    private var sorted: [Int] = []

    init(_ call: UtilityCall, shown: String) {
        self.call = call
        self.shown = shown
    }

    /// Reads pairs of words.
    ///
    /// - Throws: `UtilityFailure` for a word that is left over; `FileError`, `BoundReached`.
    mutating func read(_ reader: ByteReader) throws {
        var first: Int?
        while let line = try reader.line() {
            let words = reader.bytes[line.range].split { $0 == 32 || $0 == 9 || $0 == 0 }
            for word in words {
                let place = try self.place(of: Array(word))
                guard let before = first else {
                    first = place
                    continue
                }
                first = nil
                if before == place { continue }
                try call.context.hold(8)
                items[before].followers.append(place)
                items[place].count += 1
            }
        }
        if first != nil {
            throw UtilityFailure("\(shown): input contains an odd number of tokens")
        }
        for place in items.indices { items[place].followers.reverse() }
        sorted = items.indices.sorted { items[$0].word.lexicographicallyPrecedes(items[$1].word) }
    }

    private mutating func place(of word: [UInt8]) throws -> Int {
        if let place = places[word] { return place }
        try call.context.hold(2 * word.count + 160)
        places[word] = items.count
        items.append(Item(word: word))
        return items.count - 1
    }

    /// Writes the words in an order, and those that precede themselves to the error output.
    ///
    /// - Throws: `BoundReached`.
    mutating func write() throws {
        var left = items.count
        while left > 0 {
            var queue = sorted.filter { items[$0].count == 0 && !items[$0].isWritten }
            try call.context.account.work(sorted.count)
            var next = 0
            while next < queue.count {
                let place = queue[next]
                next += 1
                items[place].isWritten = true
                left -= 1
                try call.write(items[place].word + [10])
                try call.context.account.work(1 + items[place].followers.count)
                for follower in items[place].followers {
                    items[follower].count -= 1
                    if items[follower].count == 0 { queue.append(follower) }
                }
            }
            if left > 0 {
                call.status = 1
                try call.complain("\(shown): input contains a loop:")
                try breakLoop()
            }
        }
    }

    /// Finds words that precede themselves, going backwards from one to another that precedes it, names
    /// them, and forgets one relation of them.
    private mutating func breakLoop() throws {
        var head: Int?
        /// The item that was come from.
        var links: [Int: Int] = [:]
        while true {
            try call.context.account.work(sorted.count)
            for place in sorted where items[place].count > 0 {
                guard let current = head else {
                    head = place
                    continue
                }
                try call.context.account.work(1 + items[place].followers.count)
                guard let relation = items[place].followers.firstIndex(of: current) else {
                    continue
                }
                guard links[place] != nil || place == current else {
                    links[place] = current
                    head = place
                    continue
                }
                var member: Int? = current
                while let shown = member {
                    try call.complain(call.text(items[shown].word))
                    if shown == place { break }
                    member = links[shown]
                }
                items[place].followers.remove(at: relation)
                items[current].count -= 1
                return
            }
        }
    }
}
