/// Goes through the entries of a directory in order, whole nodes at a time where nobody needs more.
///
/// Two cursors side by side skip the nodes that two directories share, at every height.
struct NodeCursor {
    /// What comes next.
    enum Item {
        /// A node none of whose entries has been seen.
        case node(TreeNode)
        /// An entry of a leaf.
        case entry(TreeNode, Int)
    }

    private var whole: TreeNode?
    private var frames: [(node: TreeNode, index: Int)] = []

    init(_ node: TreeNode?) {
        whole = node
    }

    /// What comes next; `nil` at the end.
    mutating func peek() -> Item? {
        if let whole { return .node(whole) }
        while let frame = frames.last {
            if frame.index == frame.node.count {
                frames.removeLast()
                continue
            }
            if !frame.node.isIndex { return .entry(frame.node, frame.index) }
            guard let child = frame.node.entry(frame.index).pointee.node else {
                skip()
                continue
            }
            return .node(child)
        }
        return nil
    }

    /// Goes past what comes next.
    mutating func skip() {
        if whole != nil {
            whole = nil
        } else if !frames.isEmpty {
            frames[frames.count - 1].index += 1
        }
    }

    /// Goes into the node that comes next.
    mutating func enter(_ node: TreeNode) {
        skip()
        frames.append((node, 0))
    }
}
