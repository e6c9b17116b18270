/* The lexicon's words that say who it cannot be: titles and given names of women and of
 * men, and surnames that many bear. */
#include "lexicon_lists.h"

// clang-format off
const struct lexicon_list lexicon_people[] = {
{LEX_HERS,
    "Mrs Miss Ms Lady Madame Madam Mme Mlle Mademoiselle Frau Fraulein Signora "
    "Senora Señora Senhora Dame Baroness Countess Princess Duchess Marchioness "
    "Viscountess Queen Empress Dona Mesdames Chairwoman Congresswoman Begum "
    "Sister Mother Tsarina Czarina Infanta Rani Ranee"},
{LEX_HIS,
    "Mr Sir Lord Messrs Monsieur MM Herr Signor Senor Señor Senhor Don Baron "
    "Count Comte Vicomte Prince Duke Earl Viscount Marquess Marquis Marchese "
    "Marques Conde Graf Freiherr King Emperor Sultan Shah Sheikh Shaikh Emir "
    "Amir Pope Cardinal Archbishop Bishop Father Imam Ayatollah Maharaja "
    "Maharajah Rajah Nawab Monsignor Mgr Msgr Patriarch Rabbi Congressman Tsar "
    "Czar Kaiser Mullah Pasha Bey Effendi Gentlemen Brother"},
/* given names; others are those of men */
{LEX_HERS,
    "Agnes Alexandra Alice Amy Ana Angela Ann Anna Anne Astrid Barbara Beatrice "
    "Beatrix Begum Bella Benazir Bernice Bertha Betty Bonnie Carla Carmela "
    "Caroline Carolyn Catherine Cecilia Charlotte Clara Clare Constance "
    "Consuelo Cora Corazon Cynthia Daphne Deborah Diana Diane Dolores Donna "
    "Doris Dorothy Edith Edna Eileen Ekaterina Eleanor Elena Elisabeth "
    "Elizabeth Ellen Elsie Emily Emma Esther Ethel Eugenie Eunice Eva Farah "
    "Fatima Frederica Frederika Galina Georgiana Gertrude Gladys Golda Grace "
    "Greta Gwendolyn Hannah Harriet Hazel Heather Helen Hilda Hildegard Ida "
    "Imelda Indira Inga Ingrid Irene Irina Iris Isabel Isabella Ivy Jacqueline "
    "Jane Janet Jean-Marie Jeane Jeanne Jeannette Jennifer Jessica Jill Joan "
    "Joanna Josephine Judith Julia Juliana Karen Kate Katherine Kathleen "
    "Kathryn Laura Leona Leonor Lillian Linda Lisa Lois Lorraine Louise Lucy "
    "Lyudmila Mabel Madeleine Mamie Margaret Margarethe Marguerite Maria Marie "
    "Marilyn Marjorie Martha Mary Mathilde Maura Maureen Maxine Mercedes "
    "Michelle Mildred Millicent Minnie Miriam Molly Monica Muriel Myrtle "
    "Nadezhda Nancy Natalia Nellie Nora Norma Olga Oveta Pamela Patricia Paula "
    "Pauline Peggy Perle Phyllis Polly Priscilla Rachel Rebecca Rita Roberta "
    "Rosa Rose Rosemary Roxanne Ruth Sally Sarah Sharon Sirimavo Soong Sophia "
    "Sophie Soraya Stella Sue Susan Suzan Suzanne Svetlana Sylvia Tatiana "
    "Thelma Theresa Thi Ursula Valentina Vera Victoria Vijaya Viola Violet "
    "Virginia Wendy Wilhelmina Winifred Yekaterina Yvonne Zoe"},
/* those of either */
{LEX_HERS | LEX_HIS,
    "Adrian Alex Alexis Ali Alison Allison Andrea Angel Ashley Aubrey Bao "
    "Beverley Billie Bobbie Camille Carmen Carol Cary Chi Chris Clair Claire "
    "Connie Courtney Dale Elisha Esme Eva-Maria Evelyn Fay Florence Frances "
    "Francis Gail Gale Gene Gerry Glenn Guadalupe Hilary Hollis Jackie Jan Jean "
    "Jimmie Jo Jody Joey Johnnie Joyce Kay Kelly Kerry Kim Kit Laurence Laurie "
    "Lee Lesley Leslie Lindsay Loren Luca Lynn Lynne Mari Marian Marion "
    "Meredith Merle Michele Mickey Nicky Nicola Noor Nur Ollie Paddy Pat Pearl "
    "Perry Randy Rene René Robin Rosario Ruby Rusty Sam Sandy Sasha Shirley "
    "Sidney Stacy Sydney Terry Toby Tommie Tracy Val Van Vivian Willie Winter "
    "Xuan"},
/* five persons or more of these papers have them */
{LEX_MANY,
    "Smith Johnson Brown Anderson Jones Taylor Williams Davis Miller White "
    "Wilson Clark King Thompson Moore Young Allen Adams Campbell Hughes Martin "
    "Murphy Nelson Walker Lewis Morris Barnes Harris Hill Howard Long Robinson "
    "Wright Bell Hamilton Khan Palmer Rogers Thomas Butler Carter Jackson Lee "
    "Porter Roberts Ross Scott Stewart Stone Sullivan Wood Ali Baker Gardner "
    "Holmes Marshall Peterson Phillips Price Russell Alexander Burns Fox "
    "Freeman Gordon Hunt McDonald Morgan Parker Patterson Richardson Stevens "
    "Watson Andrews Bennett Black Cohen Cook Cooper Cox Evans Ford Frank Graham "
    "Green Hall Harrison Kennedy Lawrence MacDonald Meyer Morse Murray Perry "
    "Powell Reed Roosevelt Ryan Schneider Warner Armstrong Carlson Chapman Clay "
    "Collins Davies Dean Foster Grant Gray Greene Jenkins Jordan Kelly Mason "
    "McCarthy Mitchell Montgomery Robertson Sherman Warren Arnold Bailey Berry "
    "Chase Clarke Crawford Douglas Edwards Ferguson Fisher Fraser Griffin "
    "Harrington Henderson Ingersoll Katz Lane Lynch Moran Owen Pearson Phelps "
    "Rose Schwartz Stevenson Stuart Turner Ward Wheeler Williamson Austin "
    "Barnard Barrett Becker Blair Blake Brewster Cole Cunningham Dawson Day "
    "Egan Fischer Fletcher Fukuda Gross Hale Hansen Hart Harvey Hays Henry "
    "Hitchcock Hoffman Howe Jacobs Levine Lincoln Malik Mann Mayer McBride "
    "McCormack McMahon Mills Nolan Page Peck Rice Sanders Schmidt Shaw Singh "
    "Snyder Wagner Wells Wilkins Wolf Baldwin Barrow Barton Battle Bernstein "
    "Bryan Bryant Buchanan Burke Casey Castro Chapin Churchill Cleveland Cobb "
    "Coleman Costello Crowe Curtis Cutler Donnelly Donovan Dunn Eaton Ewing "
    "Feldman Francis Goldberg Hartley Hawkins Holloway Hubbard Hyde Jacobson "
    "Kaiser Kaplan Kerr Knight Lawson Leonard Matthews McFarland McGuire Meyers "
    "Morrison Morton Myers Newman Oliver Osborne Pahlavi Parsons Perkins Peters "
    "Potter Reynolds Riley Rosen Shannon Sharp Sprague Stanton Stephens Straus "
    "Taft Thayer Todd Tyler Wallace Walsh Walters Webster West Woods Yates"},
{0, NULL},
};
// clang-format on
