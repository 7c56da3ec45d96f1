/**
 * Texts to compare, for those who want to see first what comes of it.
 */

/**
 * By language; of a ranking, the second text holds one candidate a line.
 *
 * @type {{language: string, examples: {id: string, name: string, a: string, b: string}[]}[]}
 */
export const EXAMPLES = [
  {
    language: 'en',
    examples: [
      {
        id: 'paraphrase',
        name: 'Paraphrase',
        a: 'The meeting starts at nine on Monday.',
        b: 'On Monday the meeting begins at 9.',
      },
      {
        id: 'number',
        name: 'Number changed',
        a: 'The meeting starts at nine on Monday.',
        b: 'The meeting starts at ten on Monday.',
      },
      {
        id: 'negation',
        name: 'Negation',
        a: 'The meeting starts at nine on Monday.',
        b: 'The meeting does not start at nine on Monday.',
      },
      {
        id: 'unrelated',
        name: 'Unrelated',
        a: 'The meeting starts at nine on Monday.',
        b: 'Where can I park my car?',
      },
      {
        id: 'ranking',
        name: 'Rank eight',
        a: 'The meeting starts at nine on Monday.',
        b: `Where is the station?
The meeting starts at ten on Monday.
The museum opens at ten.
The meeting starts at nine on Tuesday.
On Monday the meeting begins at 9.
The meeting does not start at nine on Monday.
Where can I park my car?
The meeting begins at 9 a.m. on Monday.`,
      },
    ],
  },
  {
    language: 'zh',
    examples: [
      {
        id: 'paraphrase',
        name: '换个说法',
        a: '会议星期一九点开始',
        b: '会议周一9点开始',
      },
      {
        id: 'number',
        name: '数字不同',
        a: '会议星期一九点开始',
        b: '会议星期一十点开始',
      },
      {
        id: 'negation',
        name: '否定',
        a: '会议星期一九点开始',
        b: '会议不在星期一九点开始',
      },
      {
        id: 'unrelated',
        name: '无关',
        a: '会议星期一九点开始',
        b: '怎么修改绑定的手机号码',
      },
      {
        id: 'ranking',
        name: '八句排序',
        a: '信用卡的额度怎么提高',
        b: `我想把信用卡额度调高一些
图书馆周末几点开门
信用卡的额度怎么降低
怎样才能提高信用卡的额度
信用卡丢了怎么办
这笔贷款可以提前还吗
今天下午会下雨吗
信用卡额度如何提升`,
      },
    ],
  },
];
